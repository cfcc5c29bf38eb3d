package pykka.api.internal.promise;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.CancellationException;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** Askers that withdraw against the actor that begins. */
public final class WithdrawalRaces {
    private static final RuntimeException FAILURE = new IllegalStateException("a failure");
    private static final RuntimeException OTHER = new IllegalStateException("another failure");

    private WithdrawalRaces() {}

    static LocalPromise<Object> ask() {
        LocalPromise<Object> ask = OpenPromise.create();
        ask.message = "question";
        ask.allowWithdrawal();
        return ask;
    }

    static boolean begin(LocalPromise<Object> ask) {
        boolean begun = ask.begin();
        if (begun) {
            ask.complete("answer");
        }
        return begun;
    }

    static String end(LocalPromise<Object> ask, boolean begun) {
        Object end = ask.failure() == FAILURE ? "failure" : ask.failure() == OTHER ? "other" : ask.value();
        return end + (begun ? ", begun" : ", withdrawn");
    }

    /** Its actor begins with an ask, or it is withdrawn. */
    @JCStressTest
    @Outcome(id = "answer, begun", expect = ACCEPTABLE, desc = "too late to be withdrawn")
    @Outcome(id = "failure, withdrawn", expect = ACCEPTABLE, desc = "never begun")
    @Outcome(expect = FORBIDDEN, desc = "begun and withdrawn, or neither")
    @State
    public static class BeginAgainstWithdraw {
        private final LocalPromise<Object> ask = ask();
        private boolean begun;

        @Actor
        public void consumer() {
            begun = begin(ask);
        }

        @Actor
        public void asker() {
            ask.withdraw(FAILURE, null);
        }

        @Arbiter
        public void end(L_Result r) {
            r.r1 = WithdrawalRaces.end(ask, begun);
        }
    }

    /** Its actor begins with an ask, or it is cancelled, and who cancels it knows which. */
    @JCStressTest
    @Outcome(id = "answer, begun, false", expect = ACCEPTABLE, desc = "too late to be cancelled")
    @Outcome(id = "cancelled, withdrawn, true", expect = ACCEPTABLE, desc = "never begun")
    @Outcome(expect = FORBIDDEN, desc = "begun and cancelled, or neither")
    @State
    public static class BeginAgainstCancel {
        private final LocalPromise<Object> ask = cancellable();
        private boolean begun;
        private boolean cancelled;

        private static LocalPromise<Object> cancellable() {
            LocalPromise<Object> ask = OpenPromise.create();
            ask.message = "question";
            ask.allowCancellation();
            return ask;
        }

        @Actor
        public void consumer() {
            begun = begin(ask);
        }

        @Actor
        public void holder() {
            cancelled = ask.cancel();
        }

        @Arbiter
        public void end(L_Result r) {
            Object end = ask.failure() instanceof CancellationException ? "cancelled" : ask.value();
            r.r1 = end + (begun ? ", begun, " : ", withdrawn, ") + cancelled;
        }
    }

    /** Whoever else completes it: that alone does not keep the actor from handling it. */
    @JCStressTest
    @Outcome(id = "answer, begun", expect = ACCEPTABLE, desc = "answered first")
    @Outcome(id = "other, begun", expect = ACCEPTABLE, desc = "completed first, handled all the same")
    @Outcome(expect = FORBIDDEN, desc = "not handled")
    @State
    public static class BeginAgainstFailureThenWithdraw {
        private final LocalPromise<Object> ask = ask();
        private boolean begun;

        @Actor
        public void consumer() {
            begun = begin(ask);
        }

        @Actor
        public void other() {
            ask.fail(OTHER);
            ask.withdraw(FAILURE, null);
        }

        @Arbiter
        public void end(L_Result r) {
            r.r1 = WithdrawalRaces.end(ask, begun);
        }
    }

    /** Who withdraws against who completes: one of them, and the actor knows which. */
    @JCStressTest
    @Outcome(id = "other, begun", expect = ACCEPTABLE, desc = "completed first")
    @Outcome(id = "failure, withdrawn", expect = ACCEPTABLE, desc = "withdrawn first")
    @Outcome(expect = FORBIDDEN, desc = "neither, or the actor takes the one for the other")
    @State
    public static class FailureAgainstWithdraw {
        private final LocalPromise<Object> ask = ask();

        @Actor
        public void other() {
            ask.fail(OTHER);
        }

        @Actor
        public void asker() {
            ask.withdraw(FAILURE, null);
        }

        @Arbiter
        public void end(L_Result r) {
            r.r1 = WithdrawalRaces.end(ask, begin(ask));
        }
    }
}
