package org.carotene.admingui.cluster;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Very many clients by long polling, who have an id and no socket between two polls: no process runs out of files. */
public final class PollingCrowd {
    private static final int AT_ONCE = 8;

    private PollingCrowd() {}

    /** Opens that many at a node; blocks until it has them all. */
    public static void open(int port, int count) throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < AT_ONCE; i++) {
                int share = count / AT_ONCE + (i < count % AT_ONCE ? 1 : 0);
                all.add(threads.submit(() -> {
                    openSome(port, share);
                    return null;
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static void openSome(int port, int count) throws IOException, InterruptedException {
        HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        HttpRequest.Builder stream = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/stream"));
        HttpRequest request = stream.build();
        for (int i = 0; i < count; i++) {
            var answer = http.send(request, BodyHandlers.discarding());
            String id = answer.headers()
                    .firstValue("connection-id")
                    .orElseThrow(() -> new IOException("no id: status " + answer.statusCode()));
            // An id that is never used soon goes.
            HttpRequest use = stream.copy()
                    .header("Connection-id", id)
                    .POST(BodyPublishers.ofString("{\"subscribe\":\"crowd\"}"))
                    .build();
            int status = http.send(use, BodyHandlers.discarding()).statusCode();
            if (status >= 300) {
                throw new IOException("not subscribed: status " + status);
            }
        }
    }
}
