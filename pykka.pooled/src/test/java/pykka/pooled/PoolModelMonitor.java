package pykka.pooled;

import pykka.pooled.PoolModel.Part;
import pykka.pooled.PoolState.Process;

/** The steps of the {@link ProgressMonitor}. Between two of its looks any time passes, so they may come at any moment. */
final class PoolModelMonitor {
    private static final int MODES = 3;

    private final PoolModel model;

    PoolModelMonitor(PoolModel model) {
        this.model = model;
    }

    private boolean has(Part part) {
        return model.has(part);
    }

    boolean step(PoolState s, int p, int choice) {
        boolean done = oneStep(s, p, choice);
        while (done && !has(Part.FINE) && isCall(s.processes[p].at) && oneStep(s, p, 0)) {
            // senders and workers do the same steps one by one
        }
        return done;
    }

    private static boolean isCall(At at) {
        return switch (at) {
            case CALL, CLAIM, CLAIMED, UNPARK, CREATE_START, CREATE_COUNT -> true;
            default -> false;
        };
    }

    private boolean oneStep(PoolState s, int p, int choice) {
        Process me = s.processes[p];
        if (me.at.compareTo(At.BEGIN) < 0) {
            return model.call(s, p);
        }
        if (me.at.compareTo(At.REST_MODE) >= 0) {
            return rest(s, me, choice);
        }
        return look(s, me, choice);
    }

    /** ProgressMonitor.look and help: what is blocked no longer counts as running, and one more thread runs. */
    private boolean look(PoolState s, Process me, int choice) {
        switch (me.at) {
            case BEGIN -> {
                me.permit = false;
                see(s);
                me.at = At.WATCH;
            }
            case WATCH -> {
                return watch(s, me, choice % MODES, choice >= MODES);
            }
            case MOVE_PUSH -> {
                model.push(s, me);
                me.at = At.HELP;
            }
            case HELP -> {
                while (me.place < model.workers && !isBlocked(s, s.processes[me.place])) {
                    me.place++;
                }
                me.at = At.BLOCK;
                if (me.place == model.workers || (me.counts ? s.running <= 0 : model.mayRun(s)) || has(Part.NO_BLOCK)) {
                    me.place = 0;
                    me.at = me.counts ? At.WATCH : At.MAY_RUN;
                    me.counts = false;
                }
            }
            case BLOCK -> {
                return block(s, me);
            }
            case BLOCK_STOPPED -> {
                s.running--;
                me.at = At.HELP;
            }
            case MAY_RUN -> {
                me.at = At.WATCH;
                if (model.mayRun(s)) {
                    me.then = At.WATCH;
                    me.at = At.CALL;
                }
            }
            case SPAWN -> {
                return spawn(s, me);
            }
            default -> throw new IllegalStateException(me.at + ": " + s);
        }
        return true;
    }

    /**
     * The part of a look that only reads, as one step: what it finds may be old when it acts on it. It may find that an actor
     * has waited for too long though others were taken, and may change the mode.
     */
    private boolean watch(PoolState s, Process me, int mode, boolean patient) {
        int from = 0;
        while (from < model.workers && !(s.processes[from].seen && s.processes[from].queued >= 0)) {
            from++;
        }
        boolean move = from < model.workers && !has(Part.NO_MOVE);
        boolean slow = move || !s.shared.isEmpty() && !(s.taken && patient);
        boolean eager = s.mode == PoolState.EAGER;
        if (mode == 1 && (!slow || eager || !has(Part.EAGER)) || mode == 2 && !eager || patient && (slow || !s.taken)) {
            return false;
        }
        me.permit = false; // it parks between looks
        if (!anyQueued(s)) {
            me.at = At.REST_MODE; // nothing is queued, for some looks in a row
            return mode == 0 && !patient;
        }
        s.mode = mode == 0 ? s.mode : mode == 1 ? PoolState.EAGER : PoolState.LAZY;
        if (move) {
            me.hand = s.processes[from].take();
        }
        me.at = move ? At.MOVE_PUSH : slow ? At.HELP : At.WATCH;
        see(s);
        return true;
    }

    private void see(PoolState s) {
        for (int i = 0; i < model.workers; i++) {
            s.processes[i].seen = s.processes[i].queued >= 0;
        }
        s.taken = false;
    }

    /**
     * As the state of its thread is seen: one that was unparked, and has not run since, seems to be blocked, but is in no
     * turn.
     */
    private boolean isBlocked(PoolState s, Process worker) {
        return worker.placed && worker.state == Worker.RUNNING && switch (worker.at) {
            case OUTSIDE -> true;
            case LEAVE -> s.locked;
            case PARK, PARK_A_WHILE -> has(Part.BLOCK_OUTSIDE_OF_TURNS);
            default -> false;
        };
    }

    private static boolean block(PoolState s, Process me) {
        if (s.locked) {
            return false;
        }
        Process worker = s.processes[me.place];
        me.place++;
        me.at = At.HELP;
        if (worker.state == Worker.RUNNING) {
            worker.state = Worker.BLOCKED;
            s.available--;
            me.at = At.BLOCK_STOPPED;
        }
        return true;
    }

    private boolean spawn(PoolState s, Process me) {
        if (!s.refused && s.locked) {
            return false;
        }
        if (s.refused || s.threads >= model.limit || s.closed && has(Part.NO_SPAWN_WHEN_CLOSED)) {
            me.counts = true;
            me.at = At.HELP;
        } else {
            s.locked = true;
            me.then = At.WATCH;
            me.at = At.CREATE;
        }
        return true;
    }

    private boolean rest(PoolState s, Process me, int choice) {
        switch (me.at) {
            case REST_MODE -> {
                s.mode = PoolState.RESTING;
                me.quiet = has(Part.NO_REST_CHECK);
                me.at = me.quiet ? At.REST_PARK : At.REST_ANY;
            }
            case REST_ANY -> {
                if (isQueued(s, me.place)) {
                    me.place = 0;
                    me.at = At.REST_FOUND;
                } else if (++me.place > (has(Part.WAKES) ? model.workers : 0)) { // else all local queues are empty
                    me.place = 0;
                    me.at = s.closed ? At.REST_END : At.REST_PARK;
                }
            }
            case REST_FOUND -> {
                s.mode = PoolState.LAZY; // now, or a sender has done it
                awake(me);
            }
            case REST_PARK -> {
                return restPark(s, me, choice);
            }
            case REST_END -> {
                if (s.mode == PoolState.RESTING) {
                    s.mode = PoolState.NO_MONITOR;
                    me.forget();
                } else {
                    awake(me);
                }
            }
            default -> throw new IllegalStateException(me.at + ": " + s);
        }
        return true;
    }

    /** Is unparked, or the time is over: a millisecond at first, when it looks once more, then a second, when it ends. */
    private boolean restPark(PoolState s, Process me, int choice) {
        if (choice == 0) {
            boolean unparked = me.permit;
            me.permit = false;
            again(s, me);
            return unparked;
        }
        if (me.quiet || has(Part.NO_SECOND_REST_CHECK)) {
            me.at = At.REST_END;
            return s.mode != PoolState.RESTING || !anyQueued(s); // it would see that, but a second is too late
        }
        me.quiet = true;
        again(s, me);
        return !anyLatePut(s); // that takes no millisecond
    }

    private static void awake(Process me) {
        me.quiet = false;
        me.at = At.BEGIN;
    }

    private static void again(PoolState s, Process me) {
        if (s.mode == PoolState.RESTING) {
            me.at = At.REST_ANY;
        } else {
            awake(me);
        }
    }

    /** Whether an actor is in the shared queue (0), or in that of a worker (1, 2, ...). */
    private static boolean isQueued(PoolState s, int place) {
        return place == 0 ? !s.shared.isEmpty() : s.processes[place - 1].queued >= 0;
    }

    private boolean anyQueued(PoolState s) {
        boolean queued = false;
        for (int i = 0; i <= model.workers; i++) {
            queued |= isQueued(s, i);
        }
        return queued;
    }

    private boolean anyLatePut(PoolState s) {
        boolean late = false;
        for (int i = 0; i < model.workers; i++) {
            late |= s.processes[i].at == At.LATE_PUT;
        }
        return late;
    }
}
