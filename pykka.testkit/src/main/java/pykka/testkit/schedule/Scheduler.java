package pykka.testkit.schedule;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import pykka.api.ActorDeadlockException;
import pykka.api.Registration;
import pykka.api.spi.ActorTask;
import pykka.api.spi.ActorTask.Turn;
import pykka.api.spi.Simulation;
import pykka.api.spi.Waiter;

/**
 * Runs actors one message at a time, on one thread at a time: the one that has the baton.
 *
 * <p>No thread has the baton while none drives. A thread from outside that drives ({@link Drive}) gives it to a worker and parks
 * until the drive is over. The worker makes one step after the other: it runs an actor for a message, on its own stack, or gives
 * the baton to a thread that can go on after a wait, and is free. If the message waits, its worker gives the baton to another
 * one, and parks until it gets it back from the thread that has it then; after that message it goes on with the steps. So a
 * thread is parked because another one has the baton, or because it is free, and only the one that has the baton writes {@link
 * #holder} and what is in a {@link Place}.
 *
 * <p>Each change of the thread costs more than all else in a step. So who gives the baton away chooses what goes on, where that
 * needs neither code of users nor time that passes: then the baton goes to a thread that can go on without a worker between.
 */
final class Scheduler extends Simulation {
    static final long LOOK_NANOS = 1_000_000;
    /** The end of time, after 73 years: later ones would overflow in sums. */
    private static final long NEVER = Long.MAX_VALUE / 4;

    private final Outsiders outsiders = new Outsiders();
    private final Story story = new Story();
    private final ReadyList list;
    private volatile Limits limits;
    /** The thread that has the baton; null if none has, or a worker is about to take it. */
    private volatile @Nullable Thread holder;
    /** What the holder does; null if no thread drives. */
    private final AtomicReference<@Nullable Drive> drive = new AtomicReference<>();
    /** The actor or continuation that runs now. */
    private volatile @Nullable Place running;
    /** Grows while there is progress. */
    private volatile long progress;
    private volatile @Nullable IllegalStateException closed;
    /** The thread of the test in this simulation. */
    private final Registration home;

    /**
     * Makes a scheduler, and the calling thread the one that is expected to drive it.
     *
     * @param order says which actor goes on next
     */
    Scheduler(Order order, Limits limits) {
        list = new ReadyList(order);
        this.limits = limits;
        home = enter();
    }

    Limits limits() {
        return limits;
    }

    void limits(Limits now) {
        limits = now;
    }

    Outsiders outsiders() {
        return outsiders;
    }

    Story story() {
        return story;
    }

    ReadyList list() {
        return list;
    }

    @Nullable IllegalStateException closed() {
        return closed;
    }

    @Nullable Drive drive() {
        return drive.get();
    }

    // ---- on any thread

    /** Has an actor run: it was started, or is no longer idle. */
    void ready(Place place, String how) {
        IllegalStateException why = closed;
        if (why != null) {
            throw why;
        }
        Thread now = Thread.currentThread();
        if (now != holder) {
            outsiders.note(now, how, place);
        }
        list.add(place);
    }

    /** Returns the time at which so much has passed from now on. */
    long after(Duration time) {
        long now = nanoTime();
        return time.compareTo(Duration.ofNanos(NEVER - now)) < 0 ? now + time.toNanos() : NEVER;
    }

    /** Takes what is left after the close only from the thread that has the baton: no other drives any more. */
    @Override
    public boolean execute(Runnable step) {
        Place place = story.place(this, step);
        list.add(place);
        if (closed == null || Thread.currentThread() == holder || !list.remove(place)) {
            return true;
        }
        story.ends(place);
        return false;
    }

    @Override
    public void await(Waiter waiter) {
        if (running instanceof Continuation now) {
            await(now, waiter);
        } else {
            run(Drive.until(waiter, Simulation.current() == this));
        }
    }

    @Override
    public void touched(ActorTask task) {
        if (task.slot() instanceof Place place) {
            place.touched = true;
        }
    }

    /** Waits, in a turn of an actor, in a hook of its end, or in a continuation. */
    void await(Place place, Waiter waiter) {
        if (Thread.currentThread() != holder) {
            run(Drive.until(waiter, Simulation.current() == this)); // the actor was abandoned, and ends on the thread of a sender
        } else if (!waiter.isDone()) {
            giveWay(place, waiter);
        }
    }

    /** Ends all actors that have something to do, and has the others end when they are woken. */
    void close() {
        closed = new IllegalStateException("The runtime was closed");
        home.close();
        Drive left = drive.get();
        if (left == null || left.driver != Thread.currentThread()) { // or a handler blocked its thread for long, and blocks this, too
            run(Drive.untilIdle());
        }
    }

    // ---- on a thread that drives

    /** Has steps made until the drive is over. Returns how many there were. */
    long run(Drive mine) {
        if (mine.driver == holder) {
            throw new IllegalStateException("An actor cannot drive the runtime that runs it: its test does");
        }
        Watch watch = new Watch(this, mine);
        for (boolean first = true; !begin(mine, first); first = false) {
            if (mine.isDone()) {
                return 0;
            }
            LockSupport.parkNanos(LOOK_NANOS);
            watch.look();
        }
        boolean given = false;
        try {
            if (canChoose() && (mine.isDone() || mine.isWithoutWait(nanoTime()) && list.isIdle())) {
                return 0;
            }
            pass(mine);
            given = true;
        } finally {
            if (!given) {
                drive.set(null);
            }
        }
        return mine.join(watch);
    }

    private boolean begin(Drive mine, boolean first) {
        Drive other = drive.compareAndExchange(null, mine);
        if (other == null) {
            outsiders.note(mine.driver, "drives", null);
        } else if (first) {
            outsiders.note(mine.driver, "waits while " + other.driver.getName() + " drives", null);
        }
        return other == null;
    }

    /** What has not changed for a while if an actor blocks its thread. */
    long progress() {
        return progress;
    }

    @Nullable Thread holder() {
        return holder;
    }

    @Nullable Place running() {
        return running;
    }

    // ---- on the thread that has the baton

    /**
     * Makes steps until this thread no longer has the baton.
     *
     * @param first the one that was chosen to go on first; null if none was
     */
    void loop(@Nullable Place first) {
        Thread me = Thread.currentThread();
        holder = me;
        Registration stay = enter();
        try {
            if (first != null) {
                goOn(drive.get(), first);
            }
            while (makeStep()) {
                progress++;
            }
        } catch (Throwable e) { // no memory; what actors throw does not arrive here
            Drive now = drive.get();
            if (holder == me && now != null) {
                now.broken = e;
                end(now);
            }
        } finally {
            stay.close();
        }
    }

    /** Returns whether this thread still has the baton. */
    private boolean makeStep() {
        Drive now = drive.get();
        if (!now.isDone()) {
            long timer = ring();
            Place next = list.take(now.only);
            if (next != null) {
                return now.work < limits.steps() ? goOn(now, next) : endless(now, next);
            }
            if (passTime(now, timer) || new Stuck(this, now).resolve()) {
                return true;
            }
        }
        end(now);
        return false;
    }

    /** No actor can go on now: sets the time to when one can, as far as the drive may. Returns whether that was possible. */
    private boolean passTime(Drive now, long timer) {
        long time = nanoTime();
        long left = Math.min(list.nanosLeft(), now.nanosLeft());
        long to = now.passesTo(Math.min(timer, left == Long.MAX_VALUE ? left : time + left), time);
        if (to <= time || ++now.work > limits.steps()) {
            return false;
        }
        nanoTime(to);
        return true;
    }

    private boolean goOn(Drive now, Place next) {
        now.idleSince = 0;
        now.steps++;
        now.work++;
        progress++;
        running = next;
        story.step(next);
        if (next.thread == null) {
            run(next);
            return true;
        }
        holder = next.thread;
        next.grant();
        return false;
    }

    /** Returns whether choosing runs no code of users, that of a condition, or of who hears of a dead letter of a timer. */
    private boolean canChoose() {
        return timers() == null && !story.hasConditions();
    }

    /** Gives the baton to what goes on next, or to a worker that runs it, on a thread that runs no steps. */
    private void pass(Drive now) {
        boolean chooses = canChoose();
        if (chooses && now.isDone()) {
            end(now);
            return;
        }
        Place next = chooses && now.work < limits.steps() ? list.take(now.only) : null;
        try {
            if (next != null && next.thread != null) {
                goOn(now, next);
            } else {
                Workers.run(this, next);
            }
        } catch (Throwable e) { // no thread, or no stack
            if (next != null) {
                list.add(next);
            }
            throw e;
        }
    }

    private void run(Place place) {
        Turn how = place.run(closed);
        if (how == Turn.MORE) {
            list.add(place);
        } else if (how == Turn.ENDED) {
            story.ends(place);
        }
    }

    private void giveWay(Place place, Waiter waiter) {
        place.waits(waiter);
        story.waits(waiter);
        list.addWaiting(place);
        try {
            pass(drive.get());
        } catch (Throwable e) {
            list.forget(place);
            place.waits(null);
            throw e;
        }
        place.join();
        if (closed != null && !waiter.isDone()) {
            throw closed;
        }
    }

    private boolean endless(Drive now, Place next) {
        list.add(next);
        now.stuck = "Not idle after " + limits.steps() + " steps; the next one would be of " + next;
        end(now);
        return false;
    }

    private void end(Drive now) {
        story.look();
        running = null;
        holder = null;
        drive.set(null);
        now.over = true;
        LockSupport.unpark(now.driver);
    }
}
