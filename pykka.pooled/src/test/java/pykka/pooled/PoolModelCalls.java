package pykka.pooled;

import pykka.pooled.PoolModel.Part;
import pykka.pooled.PoolState.Process;

/** The steps that any thread may do: Pool.arrive, Pool.call, ProgressMonitor.notice and Threads.create. */
final class PoolModelCalls {
    private final PoolModel model;

    PoolModelCalls(PoolModel model) {
        this.model = model;
    }

    boolean step(PoolState s, int p) {
        Process me = s.processes[p];
        switch (me.at) {
            case PUSH -> {
                model.push(s, me);
                me.at = At.ANY_RUNNING;
            }
            case ANY_RUNNING -> {
                me.wants = true;
                me.at = At.NOTICE;
                if (s.running <= 0 && !model.has(Part.NO_CALL)) {
                    me.then = At.NOTICE;
                    me.at = At.CALL;
                }
            }
            case CALL -> {
                while (me.place < model.workers && !s.processes[me.place].placed) {
                    me.place++;
                }
                me.at = At.CLAIM;
                if (me.place == model.workers || !model.mayRun(s)) {
                    called(me, false);
                }
            }
            case CLAIM -> {
                me.at = At.CALL;
                if (s.processes[me.place].state == Worker.IDLE) {
                    s.processes[me.place].state = Worker.RUNNING;
                    me.at = At.CLAIMED;
                } else {
                    me.place++;
                }
            }
            case CLAIMED -> {
                s.running++;
                me.at = At.UNPARK;
            }
            case UNPARK -> {
                s.processes[me.place].permit |= !model.has(Part.NO_UNPARK);
                called(me, true);
            }
            default -> {
                return notice(s, p);
            }
        }
        return true;
    }

    private static void called(Process me, boolean any) {
        me.place = 0;
        me.wants = !any;
        me.at = me.then;
        me.then = At.NOWHERE;
        if (me.at == At.NOWHERE) {
            noticed(me);
        } else if (me.at == At.WATCH) {
            me.wants = false;
            me.at = any ? At.WATCH : At.SPAWN;
        }
    }

    private static void noticed(Process me) {
        me.wants = false;
        if (me.local) {
            me.local = false;
            me.at = At.KEPT_UP;
        } else {
            me.at = me.back;
            me.back = me.at == At.ANY_THREADS ? me.back : At.NOWHERE;
        }
    }

    private boolean notice(PoolState s, int p) {
        Process me = s.processes[p];
        switch (me.at) {
            case NOTICE -> {
                me.at = At.NOTICE_RESTING;
                if (s.mode == PoolState.LAZY || model.has(Part.NO_NOTICE)) {
                    noticed(me);
                }
            }
            case NOTICE_RESTING -> {
                me.at = me.wants && model.has(Part.EAGER) ? At.NOTICE_EAGER : At.NOTICE_NONE;
                if (s.mode == PoolState.RESTING) {
                    s.mode = PoolState.LAZY;
                    me.at = At.NOTICE_UNPARK;
                }
            }
            case NOTICE_UNPARK -> {
                model.monitor(s).permit = true;
                noticed(me);
            }
            case NOTICE_EAGER -> me.at = s.mode == PoolState.EAGER ? At.CALL : At.NOTICE_NONE;
            case NOTICE_NONE -> {
                if (s.mode != PoolState.NO_MONITOR) {
                    noticed(me);
                } else if (s.refused) {
                    me.at = At.CALL;
                } else {
                    s.mode = PoolState.LAZY;
                    me.at = At.NOTICE_MAKE;
                }
            }
            case NOTICE_MAKE -> {
                if (s.refuses) {
                    s.mode = PoolState.NO_MONITOR;
                    me.at = At.NOTICE_REFUSED;
                } else {
                    model.monitor(s).at = At.BEGIN;
                    model.monitor(s).permit = false;
                    s.warned = false;
                    noticed(me);
                }
            }
            case NOTICE_REFUSED -> {
                s.refused = true;
                s.warned = true;
                me.at = At.CALL;
            }
            default -> {
                return create(s, p);
            }
        }
        return true;
    }

    /** Threads.create, under the lock. */
    private boolean create(PoolState s, int p) {
        Process me = s.processes[p];
        switch (me.at) {
            case CREATE -> {
                while (s.processes[me.place].placed) {
                    me.place++;
                }
                s.processes[me.place].placed = true;
                s.processes[me.place].state = Worker.RUNNING;
                me.at = At.CREATE_START;
            }
            case CREATE_START -> {
                Process made = s.processes[me.place];
                me.place = 0;
                me.at = At.CREATE_COUNT;
                if (s.refuses) {
                    made.forget();
                    refuse(s, me);
                } else {
                    made.at = At.NEXT;
                }
            }
            case CREATE_COUNT -> { // a sender that sees the thread before it counts as running only calls in vain
                s.available++;
                s.threads++;
                s.running++;
                s.locked = me.then == At.LEFT;
                me.at = me.then;
                me.then = At.NOWHERE;
            }
            default -> throw new IllegalStateException(me.at + ": " + s);
        }
        return true;
    }

    private static void refuse(PoolState s, Process me) {
        s.locked = false;
        switch (me.then) {
            case LEFT -> me.at = At.TURN; // ActorStarvationException
            case PUSH -> { // the start fails
                s.live--;
                s.actors[me.hand] = PoolState.UNBORN;
                me.hand = PoolState.NONE;
                me.back = At.NOWHERE;
                me.at = At.SEND;
            }
            case SEND -> me.at = At.ABANDON;
            default -> {
                s.refused = true;
                me.at = me.then;
            }
        }
        me.then = At.NOWHERE;
    }
}
