package pykka.api.kernel;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

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

    /** Its actor begins with an ask, or it is withdrawn; or a third one fails it meanwhile, which says nothing about that. */
    @JCStressTest
    @Outcome(id = "answer, begun", expect = ACCEPTABLE, desc = "too late to be withdrawn")
    @Outcome(id = "failure, withdrawn", expect = ACCEPTABLE, desc = "never begun")
    @Outcome(id = "other, begun", expect = ACCEPTABLE, desc = "completed before it was begun")
    @Outcome(expect = FORBIDDEN, desc = "begun and withdrawn, or neither")
    @State
    public static class BeginAgainstWithdraw {
        private final Promise<Object> ask = new Reply<>();
        private boolean begun;

        public BeginAgainstWithdraw() {
            ask.message = "question";
            ask.allowWithdrawal();
        }

        @Actor
        public void consumer() {
            begun = ask.begin();
            if (begun) {
                ask.complete("answer");
            }
        }

        @Actor
        public void asker() {
            ask.withdraw(FAILURE);
        }

        @Actor
        public void other() {
            ask.fail(OTHER);
        }

        @Arbiter
        public void end(L_Result r) {
            Object end = ask.failure() == FAILURE ? "failure" : ask.failure() == OTHER ? "other" : ask.value();
            r.r1 = end + (begun ? ", begun" : ", withdrawn");
        }
    }
}
