package user.bundle.visitor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import pykka.api.Actor;
import pykka.api.ActorDeadException;
import pykka.api.ActorRef;
import pykka.examples.plugin.api.Reception;

/** Visits the reception as long as it is open, with several visits under way at any time. Keeps what has closed for ever. */
final class Visitor extends Actor {
    private static final int AT_ONCE = 8;
    private static final List<Reception> CLOSED = new ArrayList<>();

    private final ActorRef<Visitor> self = Actor.refOf(this);
    private Reception reception; // null while there is none
    private long asked;
    private long answered;
    private long refused;
    private long strange;
    private long late;
    private long lateRefused;

    void opened(Reception opened) {
        for (Reception old : CLOSED) {
            late++;
            old.guests().whenComplete((guests, failure) -> {
                if (failure instanceof ActorDeadException) {
                    self.run(v -> v.lateRefused++);
                }
            });
        }
        reception = opened;
        for (int i = 0; i < AT_ONCE; i++) {
            visit(opened);
        }
    }

    void closed(Reception gone) {
        CLOSED.add(gone);
        if (reception == gone) {
            reception = null;
        }
    }

    private void visit(Reception where) {
        asked++;
        where.welcome("Ann").whenComplete((greeting, failure) -> self.defer(v -> v.heard(where, greeting, failure)));
    }

    private void heard(Reception from, String greeting, Throwable failure) {
        if (failure == null && greeting.equals("Welcome, Ann!")) {
            answered++;
        } else if (failure instanceof ActorDeadException) {
            refused++;
            return; // another one may open
        } else {
            strange++;
        }
        if (from == reception) {
            goodbye(from);
            visit(from);
        }
    }

    private void goodbye(Reception where) {
        try {
            where.goodbye("Ann");
        } catch (ActorDeadException e) {
            // it has just closed
        }
    }

    Map<String, Long> counted() {
        return Map.of("asked", asked, "answered", answered, "refused", refused, "strange", strange,
                "late", late, "lateRefused", lateRefused);
    }
}
