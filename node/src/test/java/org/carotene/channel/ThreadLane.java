package org.carotene.channel;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A lane with a thread, which delivers each offer as a task of its own. */
final class ThreadLane implements Lane {

    private final int index;
    private final ExecutorService thread;

    ThreadLane(int index) {
        this.index = index;
        this.thread = Executors.newSingleThreadExecutor(task -> new Thread(task, "test-lane-" + index));
    }

    @Override
    public int index() {
        return index;
    }

    @Override
    public boolean isCurrent() {
        return Thread.currentThread().getName().equals("test-lane-" + index);
    }

    @Override
    public boolean hasRoom() {
        return true;
    }

    @Override
    public void offer(Channel channel, Publication publication) {
        thread.execute(() -> deliver(channel, publication));
    }

    @Override
    public void execute(Runnable task) {
        thread.execute(task);
    }

    @Override
    public void whenRoom(Runnable task) {
        thread.execute(task);
    }

    void stop() throws InterruptedException {
        thread.shutdown();
        if (!thread.awaitTermination(30, TimeUnit.SECONDS)) {
            thread.shutdownNow();
            throw new IllegalStateException("lane " + index + " is still busy (expected: done within 30 s)");
        }
    }

    private void deliver(Channel channel, Publication publication) {
        LaneSubscriptions subscriptions = channel.on(index);
        for (int i = subscriptions == null ? -1 : subscriptions.size() - 1; i >= 0; i--) {
            TestSubscriber.deliver(subscriptions.at(i).subscriber(), publication);
        }
    }
}
