package org.carotene.admingui.vm;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.carotene.admingui.client.Json;
import org.carotene.admingui.model.TailItem;

/** A tail as a file: one JSON object a line, in the order given. Blocks. */
final class TailFile {
    private TailFile() {}

    /** Returns how many publications that were; fails with the reason as its cause. */
    static int write(Path file, List<TailLine> lines) {
        int count = 0;
        try (BufferedWriter writer = Files.newBufferedWriter(file)) {
            for (TailLine line : lines) {
                writer.write(line.gap() ? gap(line.item()) : json(line.item()));
                writer.newLine();
                count += line.gap() ? 0 : 1;
            }
            return count;
        } catch (IOException e) {
            throw new CompletionException(e);
        }
    }

    private static String gap(TailItem item) {
        return Json.object()
                .put("at", item.at().toString())
                .put("gap", item.text())
                .toString();
    }

    private static String json(TailItem item) {
        var object = Json.object()
                .put("at", item.at().toString())
                .put("node", item.node())
                .put("channel", item.channel());
        if (item.publisher() != null) {
            object.put("publisher", item.publisher().kind())
                    .put("user", item.publisher().user());
        }
        object.put("size_bytes", item.sizeBytes()).put("truncated", item.truncated());
        if (item.message() != null) {
            object.set("message", item.message());
        } else {
            object.put("text", item.text());
        }
        return object.toString();
    }
}
