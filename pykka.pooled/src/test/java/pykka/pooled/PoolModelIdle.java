package pykka.pooled;

import pykka.pooled.PoolModel.Part;
import pykka.pooled.PoolState.Process;

/** The steps of a {@link Worker} that has found nothing: Worker.becomeIdle, Worker.rest and Threads.dismiss. */
final class PoolModelIdle {
    private final PoolModel model;

    PoolModelIdle(PoolModel model) {
        this.model = model;
    }

    private boolean has(Part part) {
        return model.has(part);
    }

    boolean step(PoolState s, Process me, int choice) {
        switch (me.at) {
            case REST -> {
                s.live -= me.ended;
                me.ended = 0;
                me.at = At.BECOME_IDLE;
                if (has(Part.READS_BEFORE_IDLE) && !s.shared.isEmpty()) {
                    me.at = At.NEXT;
                }
            }
            case BECOME_IDLE -> {
                me.at = me.gaveWay ? At.CLAIMED_SELF : At.NEXT; // the monitor took it for blocked
                if (me.state == Worker.RUNNING) {
                    me.state = Worker.IDLE;
                    me.at = At.STOPPED;
                }
            }
            case STOPPED -> {
                s.running -= me.gaveWay ? 0 : 1;
                me.gaveWay = false;
                me.at = has(Part.READS_BEFORE_IDLE) || has(Part.NO_LOOK_AFTER_IDLE) ? At.LINGER : At.LOOK_AGAIN;
            }
            case LOOK_AGAIN -> me.at = s.shared.isEmpty() ? At.LINGER : At.MAY_RUN_AGAIN;
            case MAY_RUN_AGAIN -> me.at = model.mayRun(s) ? At.CLAIM_SELF : At.LINGER;
            case CLAIM_SELF -> {
                me.at = At.LINGER;
                if (me.state == Worker.IDLE) {
                    me.state = Worker.RUNNING;
                    me.at = At.CLAIMED_SELF;
                }
            }
            case CLAIMED_SELF -> {
                s.running++;
                me.gaveWay = false;
                me.at = At.NEXT;
            }
            case LINGER -> me.at = me.state != Worker.IDLE ? At.NEXT
                    : s.closed ? At.DISMISS
                    : has(Part.TIME) ? At.PARK_A_WHILE
                    : At.PARK;
            case PARK_A_WHILE -> {
                me.at = choice == 0 ? At.LINGER : At.DISMISS;
                if (choice == 0 && !me.permit) {
                    return false;
                }
                me.permit &= choice == 1;
            }
            case STAY -> me.at = me.state == Worker.IDLE ? At.PARK : At.NEXT;
            case PARK -> {
                if (!me.permit) {
                    return false;
                }
                me.permit = false;
                me.at = has(Part.TIME) ? At.DISMISS : At.LINGER;
            }
            default -> {
                return dismiss(s, me);
            }
        }
        return true;
    }

    private static boolean isNeeded(PoolState s) {
        return s.closed ? !s.shared.isEmpty() : s.live > 0;
    }

    /** Threads.dismiss: while it has the lock, no other thread changes the number of those available. */
    private boolean dismiss(PoolState s, Process me) {
        boolean last = s.available == 1 && !has(Part.DISMISS_WITHOUT_LAST);
        switch (me.at) {
            case DISMISS -> {
                if (s.locked) {
                    return false;
                }
                s.locked = true;
                me.at = At.DISMISS_GONE;
                if (last && (s.threads > 1 || isNeeded(s))) {
                    s.locked = false;
                    me.at = At.STAY;
                }
            }
            case DISMISS_GONE -> {
                if (me.state == Worker.IDLE || has(Part.DISMISS_WITHOUT_COMPARING)) {
                    me.state = Worker.GONE;
                    me.at = At.DISMISS_COUNT;
                } else {
                    s.locked = false;
                    me.at = At.STAY;
                }
            }
            case DISMISS_COUNT -> {
                s.threads--;
                me.at = At.DISMISS_LOOK;
            }
            case DISMISS_LOOK -> {
                me.at = At.DISMISS_END;
                if (last && isNeeded(s) && !has(Part.NO_SECOND_LOOK_OF_DISMISS)) {
                    s.threads++;
                    me.at = At.DISMISS_STATE;
                }
            }
            case DISMISS_STATE -> {
                me.state = Worker.RUNNING;
                me.at = At.DISMISS_STARTED;
            }
            case DISMISS_STARTED -> {
                s.running++;
                s.locked = false;
                me.at = At.STAY;
            }
            case DISMISS_END -> {
                s.available--;
                s.locked = false;
                if (s.live <= 0 || s.closed) {
                    model.rouse(s);
                }
                me.forget();
            }
            default -> throw new IllegalStateException(me.at + ": " + s);
        }
        return true;
    }
}
