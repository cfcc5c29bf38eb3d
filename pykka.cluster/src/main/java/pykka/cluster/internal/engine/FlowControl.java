package pykka.cluster.internal.engine;

import java.util.concurrent.TimeUnit;
import org.jgroups.Message;
import org.jgroups.conf.ClassConfigurator;
import org.jgroups.protocols.UFC;
import org.jgroups.util.Credit;

/** JGroups' own, but that it keeps the interrupts of threads that wait, which there are lost. */
final class FlowControl extends UFC {
    FlowControl() {
        id = ClassConfigurator.getProtocolId(UFC.class);
    }

    @Override
    @SuppressWarnings("unchecked") // as there
    protected <T extends Credit> T createCredit(int initial) {
        return (T) new PatientCredit(initial);
    }

    private static final class PatientCredit extends Credit {
        PatientCredit(long credits) {
            super(credits);
        }

        @Override
        public boolean decrementIfEnoughCredits(Message message, int needed, long timeoutMillis) {
            boolean interrupted = false;
            lock.lock();
            try {
                long left = TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
                while (!done) {
                    if (decrement(needed)) {
                        return true;
                    }
                    if (left <= 0) {
                        return false;
                    }
                    try {
                        left = credits_available.awaitNanos(left);
                    } catch (InterruptedException e) {
                        interrupted = true;
                    }
                }
                return false;
            } finally {
                lock.unlock();
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }
}
