package pykka.pooled;

import pykka.pooled.PoolModel.Part;
import pykka.pooled.PoolState.Process;

/** The steps of a {@link Worker} that runs actors, or waits. */
final class PoolModelWorker {
    // what a handler may choose: how it ends a turn, then what it does in one; from WAKE on, which actor it wakes
    private static final int END_IDLE = 0;
    private static final int END_WITH_MORE = 1;
    private static final int END_FOR_GOOD = 2;
    private static final int WAIT_INSIDE = 3;
    private static final int BLOCK_OUTSIDE = 4;
    static final int WAKE = 5;

    /** How much a handler does in a turn, at most. */
    private static final int ACTS = 2;
    /** So many ended actors are reported at once. */
    private static final int ENDED = 2;

    private final PoolModel model;
    private final PoolModelIdle idle;

    PoolModelWorker(PoolModel model) {
        this.model = model;
        idle = new PoolModelIdle(model);
    }

    private boolean has(Part part) {
        return model.has(part);
    }

    boolean step(PoolState s, int p, int choice) {
        Process me = s.processes[p];
        if (me.at.compareTo(At.PUSH) >= 0) {
            return model.call(s, p);
        }
        if (me.at.compareTo(At.REST) >= 0) {
            return idle.step(s, me, choice);
        }
        if (me.at.compareTo(At.LEAVE) >= 0) {
            return leave(s, me);
        }
        if (me.at.compareTo(At.TURN) >= 0) {
            return turn(s, me, choice);
        }
        return next(s, p);
    }

    /** Worker.next. */
    private boolean next(PoolState s, int p) {
        Process me = s.processes[p];
        switch (me.at) {
            case NEXT -> {
                me.permit = false; // what it was for is seen; if kept, it would make a later park return for nothing
                if (me.state != Worker.BLOCKED) {
                    me.at = At.IS_CROWDED;
                } else if (s.locked) {
                    return false;
                } else {
                    unblock(s, me);
                    me.at = At.UNBLOCKED;
                }
            }
            case UNBLOCKED -> {
                s.running++;
                me.at = At.IS_CROWDED;
            }
            case IS_CROWDED -> {
                if (s.running > model.most) {
                    giveWay(s, me);
                } else {
                    me.odd = !me.odd && has(Part.WAKES);
                    me.at = has(Part.LOOKS) && !has(Part.NO_MOVE) ? At.STRANDED : At.TAKE;
                }
            }
            case STRANDED -> stranded(s, p);
            case STRANDED_PUSH -> {
                model.push(s, me);
                me.wants = true;
                me.at = At.STRANDED;
            }
            case TAKE, TAKE_OTHER -> take(s, me);
            default -> throw new IllegalStateException(me.at + ": " + s);
        }
        return true;
    }

    private static void unblock(PoolState s, Process me) {
        s.available++;
        me.state = Worker.RUNNING;
    }

    private void giveWay(PoolState s, Process me) {
        me.gaveWay = !has(Part.ALL_GIVE_WAY);
        s.running -= me.gaveWay ? 1 : 0;
        me.back = has(Part.NO_NOTICE_WHEN_CROWDED) ? At.NOWHERE : At.REST;
        handOver(me, has(Part.NO_NOTICE_WHEN_CROWDED) ? At.REST : At.NOTICE);
    }

    private static void handOver(Process me, At then) {
        me.at = then;
        if (me.queued >= 0) {
            me.then = then;
            me.at = At.HAND_OVER;
        }
    }

    /** Pool.moveStranded. */
    private void stranded(PoolState s, int p) {
        Process me = s.processes[p];
        while (me.place < model.workers && (me.place == p || !s.processes[me.place].placed)) {
            me.place++;
        }
        if (me.place == model.workers) {
            me.place = 0;
            me.back = me.wants ? At.TAKE : At.NOWHERE;
            me.at = me.wants ? At.NOTICE : At.TAKE;
            return;
        }
        Process other = s.processes[me.place];
        if (other.queued >= 0 && other.old) {
            me.hand = other.take();
            me.at = At.STRANDED_PUSH;
        } else {
            other.old = other.queued >= 0;
            me.place++;
        }
    }

    private void take(PoolState s, Process me) {
        boolean ownFirst = me.odd || has(Part.OWN_QUEUE_FIRST);
        if (ownFirst == (me.at == At.TAKE)) {
            me.own = me.take();
        } else if (!s.shared.isEmpty()) {
            me.own = s.shared.remove(0);
            s.taken = true;
        }
        me.at = me.own >= 0 ? At.TURN : me.at == At.TAKE && has(Part.WAKES) ? At.TAKE_OTHER : At.REST;
    }

    /** A turn, and the steps with which it queues actors. */
    private boolean turn(PoolState s, Process me, int choice) {
        switch (me.at) {
            case TURN -> {
                return s.closed && me.acts == 0 ? abandon(s, me, choice) : handle(s, me, choice);
            }
            case OUTSIDE -> me.at = At.TURN;
            case QUEUE -> {
                boolean modes = has(Part.EAGER) || has(Part.REFUSALS); // else it always keeps up
                me.at = me.state != Worker.RUNNING ? At.PUSH : modes ? At.KEEPS_UP : At.PUT;
            }
            case KEEPS_UP -> me.at = model.keepsUp(s) ? At.PUT : At.PUSH;
            case PUT -> {
                return put(s, me, choice);
            }
            case LATE_PUT -> {
                me.put(me.hand);
                me.hand = PoolState.NONE;
                me.at = me.back;
                me.back = At.NOWHERE;
            }
            case KEPT_UP -> {
                if (model.keepsUp(s)) {
                    me.at = me.back;
                    me.back = At.NOWHERE;
                } else {
                    me.hand = me.take();
                    me.at = me.hand < 0 ? At.CALL : At.KEPT_PUSH;
                }
            }
            case KEPT_PUSH -> {
                model.push(s, me);
                me.at = At.CALL;
            }
            case HAND_OVER -> {
                me.at = At.HAND_OVER_PUSH;
                me.hand = me.take();
                if (me.hand < 0) { // others were faster
                    me.at = me.then;
                    me.then = At.NOWHERE;
                }
            }
            case HAND_OVER_PUSH -> {
                model.push(s, me);
                me.at = me.then;
                me.then = At.NOWHERE;
            }
            default -> throw new IllegalStateException(me.at + ": " + s);
        }
        return true;
    }

    private boolean abandon(PoolState s, Process me, int choice) {
        end(s, me, PoolState.UNBORN);
        return choice == 0;
    }

    /** An actor has some messages, in which it wakes, waits and blocks; then it is idle, has more, or ends. */
    private boolean handle(PoolState s, Process me, int choice) {
        boolean acts = choice >= WAIT_INSIDE;
        if (acts && me.acts == (has(Part.FEW) ? 1 : ACTS) || !mayChoose(s, choice)) {
            return false;
        }
        me.acts += acts ? 1 : 0;
        switch (choice) {
            case END_IDLE -> end(s, me, PoolState.IDLE);
            case END_WITH_MORE -> {
                me.hand = me.own;
                end(s, me, PoolState.RUNNABLE);
                me.back = At.NEXT;
                me.at = At.QUEUE;
            }
            case END_FOR_GOOD -> end(s, me, PoolState.UNBORN);
            case WAIT_INSIDE -> me.at = At.LEAVE;
            case BLOCK_OUTSIDE -> me.at = At.OUTSIDE;
            default -> {
                me.hand = choice - WAKE;
                s.actors[me.hand] = PoolState.RUNNABLE;
                me.back = At.TURN;
                me.at = At.QUEUE;
            }
        }
        return true;
    }

    private boolean mayChoose(PoolState s, int choice) {
        return switch (choice) {
            case END_IDLE -> true;
            case END_WITH_MORE -> has(Part.WAKES);
            case END_FOR_GOOD -> has(Part.ENDS);
            case WAIT_INSIDE -> has(Part.WAITS);
            case BLOCK_OUTSIDE -> has(Part.BLOCKS);
            default -> has(Part.WAKES) && s.actors[choice - WAKE] == PoolState.IDLE;
        };
    }

    private static void end(PoolState s, Process me, int how) {
        s.actors[me.own] = how;
        me.own = PoolState.NONE;
        me.acts = 0;
        me.at = At.NEXT;
        me.ended += how == PoolState.UNBORN ? 1 : 0;
        if (me.ended == ENDED) {
            s.live -= ENDED;
            me.ended = 0;
        }
    }

    /**
     * Puts an actor into the own queue, or finds no room. A put is late if its thread has read the mode of the monitor before the
     * actor is seen by others: there is no fence between.
     */
    private boolean put(PoolState s, Process me, int choice) {
        if (choice == 1) {
            me.at = At.LATE_PUT;
            return me.queued < 0 && s.mode == PoolState.LAZY && has(Part.LATE);
        }
        if (me.queued >= 0) {
            me.at = At.PUSH;
        } else {
            me.put(me.hand);
            me.hand = PoolState.NONE;
            me.local = has(Part.EAGER) || has(Part.REFUSALS);
            me.at = At.NOTICE;
        }
        return true;
    }

    /** Threads.leave, Pool.left and Threads.comeBack. */
    private boolean leave(PoolState s, Process me) {
        switch (me.at) {
            case LEAVE -> {
                if (s.locked) {
                    return false;
                }
                s.locked = true;
                me.at = At.SPARE;
                if (me.state == Worker.BLOCKED) {
                    unblock(s, me);
                    me.at = At.LEAVE_UNBLOCKED;
                }
            }
            case LEAVE_UNBLOCKED -> {
                s.running++;
                me.at = At.SPARE;
            }
            case SPARE -> spare(s, me);
            case LEFT -> {
                s.available--;
                me.state = Worker.WAITING;
                s.locked = false;
                me.at = At.LEFT_STOPPED;
            }
            case LEFT_STOPPED -> {
                s.running--;
                me.at = At.LEFT_LOOK;
                if (!has(Part.NO_HAND_OVER)) {
                    handOver(me, At.LEFT_LOOK);
                }
            }
            case LEFT_LOOK -> {
                me.at = At.WAIT;
                if (!s.shared.isEmpty()) {
                    me.back = At.WAIT;
                    me.then = has(Part.NO_CALL) ? At.NOWHERE : At.NOTICE;
                    me.at = has(Part.NO_CALL) ? At.NOTICE : At.CALL;
                }
            }
            case WAIT -> {
                if (s.locked) {
                    return false;
                }
                unblock(s, me);
                me.at = At.CAME_BACK;
            }
            case CAME_BACK -> {
                s.running++;
                me.at = At.TURN;
            }
            default -> throw new IllegalStateException(me.at + ": " + s);
        }
        return true;
    }

    private void spare(PoolState s, Process me) {
        me.at = At.LEFT;
        if (s.available > 1 || has(Part.NO_SPARE)) {
            return;
        }
        if (s.threads >= model.limit) {
            s.locked = false;
            me.at = At.TURN; // ActorStarvationException
        } else {
            me.then = At.LEFT;
            me.at = At.CREATE;
        }
    }
}
