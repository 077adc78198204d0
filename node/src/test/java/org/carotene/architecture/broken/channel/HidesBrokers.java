package org.carotene.architecture.broken.channel;

import com.rabbitmq.client.ConnectionFactory;
import org.yaml.snakeyaml.Yaml;
import redis.clients.jedis.Jedis;

/** Talks to others itself. */
public final class HidesBrokers {
    /** Whom it talks to. */
    public final Class<?>[] used = {ConnectionFactory.class, Jedis.class, Yaml.class};
}
