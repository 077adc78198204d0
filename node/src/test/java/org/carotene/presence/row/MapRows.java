package org.carotene.presence.row;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import org.carotene.channel.ChannelName;
import org.jspecify.annotations.Nullable;

/** The rows of a cache in a map. */
public final class MapRows implements RowSource {

    public record Key(ChannelName channel, long incarnation, int row) {}

    public final Map<Key, byte[]> rows = new ConcurrentHashMap<>();
    public int read;

    @Override
    public boolean holds(ChannelName channel) {
        return true;
    }

    @Override
    public byte @Nullable [] read(ChannelName channel, long incarnation, int row) {
        read++;
        return rows.get(new Key(channel, incarnation, row));
    }

    public void apply(RowBatch batch, long incarnation) {
        steps(batch, incarnation).forEach(Runnable::run);
    }

    /** What a batch does, row by row, in an order of the cache's own: puts first. */
    public List<Runnable> stepsInAnyOrder(RowBatch batch, long incarnation, Random random) {
        List<Runnable> puts = new ArrayList<>(
                steps(batch, incarnation).subList(0, batch.puts().size()));
        List<Runnable> removals =
                new ArrayList<>(steps(batch, incarnation).subList(batch.puts().size(), batch.rows()));
        Collections.shuffle(puts, random);
        Collections.shuffle(removals, random);
        puts.addAll(removals);
        return puts;
    }

    private List<Runnable> steps(RowBatch batch, long incarnation) {
        List<Runnable> steps = new ArrayList<>();
        for (RowBatch.Put put : batch.puts()) {
            steps.add(() -> rows.put(new Key(put.channel(), incarnation, put.row()), put.bytes()));
        }
        for (RowBatch.Removal removal : batch.removals()) {
            steps.add(() -> rows.remove(new Key(removal.channel(), incarnation, removal.row())));
        }
        return steps;
    }
}
