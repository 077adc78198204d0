package org.carotene.channel;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.BiConsumer;

/** A lane without a thread: tasks run and publications are delivered when the test says so, on the test's thread. */
public final class ManualLane implements Lane {

    /** What was left for the lane's subscribers of a channel. */
    private record Offer(Channel channel, Publication publication) {}

    private final int index;
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final Queue<Offer> offers = new ArrayDeque<>();
    private final List<Runnable> waitingForRoom = new ArrayList<>();
    private boolean room = true;

    public ManualLane(int index) {
        this.index = index;
    }

    @Override
    public int index() {
        return index;
    }

    @Override
    public boolean isCurrent() {
        return true;
    }

    @Override
    public boolean hasRoom() {
        return room;
    }

    @Override
    public void offer(Channel channel, Publication publication) {
        offers.add(new Offer(channel, publication));
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
    }

    @Override
    public void whenRoom(Runnable task) {
        waitingForRoom.add(task);
    }

    /** Runs the tasks in their order, and those that they leave behind. */
    public void runTasks() {
        Runnable task = tasks.poll();
        while (task != null) {
            task.run();
            task = tasks.poll();
        }
    }

    /** Runs the next task; whether there was one. */
    public boolean runTask() {
        Runnable task = tasks.poll();
        if (task != null) {
            task.run();
        }
        return task != null;
    }

    public int taskCount() {
        return tasks.size();
    }

    public int waitingForRoom() {
        return waitingForRoom.size();
    }

    public void fill() {
        room = false;
    }

    /** Has room again, and tells those who wait for it. */
    public void makeRoom() {
        room = true;
        List<Runnable> told = List.copyOf(waitingForRoom);
        waitingForRoom.clear();
        told.forEach(Runnable::run);
    }

    /** Delivers what has been offered to the subscribers on this lane, as a round does. */
    public void round(BiConsumer<Subscriber, Publication> delivery) {
        Offer offer = offers.poll();
        while (offer != null) {
            LaneSubscriptions subscriptions = offer.channel().on(index);
            for (int i = subscriptions == null ? -1 : subscriptions.size() - 1; i >= 0; i--) {
                delivery.accept(subscriptions.at(i).subscriber(), offer.publication());
            }
            offer = offers.poll();
        }
    }
}
