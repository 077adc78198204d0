package org.carotene.admin.local;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.carotene.admin.question.Trees;
import org.carotene.settings.EffectiveSettings;
import org.carotene.settings.Settings;

/** What holds on this node, without the secrets. */
final class LocalConfig {

    private final Settings settings;

    LocalConfig(Settings settings) {
        this.settings = settings;
    }

    ObjectNode tree() {
        ObjectNode tree = Trees.object().put("node", settings.nodeName().value());
        ArrayNode items = tree.putArray("items");
        for (EffectiveSettings.Entry entry : EffectiveSettings.of(settings)) {
            items.addObject()
                    .put("key", entry.key())
                    .put("value", entry.value())
                    .put("default", entry.without())
                    .put("changed", entry.changed())
                    .put("secret", entry.secret())
                    .put("of_one_node", entry.ofOneNode())
                    .putNull("unit");
        }
        return tree;
    }

    /**
     * The same, with what tells two secrets apart and nothing else.
     *
     * @param question with the asker's random {@code salt}, so that no answer fits another comparison
     */
    ObjectNode comparable(ObjectNode question) {
        ObjectNode tree = tree();
        String salt = question.path("salt").asText();
        tree.path("items").forEach(item -> {
            String key = item.path("key").asText();
            EffectiveSettings.secret(settings, key)
                    .ifPresent(secret -> ((ObjectNode) item).put("fingerprint", fingerprint(salt, secret)));
        });
        return tree;
    }

    private static String fingerprint(String salt, String secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(("carotene " + salt).getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(secret.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }
}
