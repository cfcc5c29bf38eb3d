package pykka.bench.shape;

import java.util.concurrent.CountDownLatch;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import pykka.bench.contender.Behaviour;
import pykka.bench.contender.Contenders;

/**
 * Transfers: an account takes off the amount, asks another one to put it on, and blocks until that has replied. Some are under
 * way at any time. Half of the accounts pay and half are paid, so that no two can wait for each other.
 */
public class Bank extends Shape {
    private static final int ACCOUNTS = 1_000;
    private static final int UNDER_WAY = 4;
    private static final int TRANSFERS = 10_000;
    private static final Object DONE = new Object();

    private final Object[] payers = new Object[ACCOUNTS / 2];
    private final Object[] payees = new Object[ACCOUNTS / 2];
    private final Account[] accounts = new Account[ACCOUNTS];
    private Object teller;

    /** An order to a payer, which hands it on. */
    private record Transfer(Object payee, int amount) {}

    private abstract static class Account implements Behaviour {
        long balance;
    }

    private final class Payer extends Account {
        @Override
        public Object receive(Object message) {
            Transfer transfer = (Transfer) message;
            balance -= transfer.amount;
            if (actors.ask(transfer.payee, transfer) != DONE) {
                throw new IllegalStateException("another reply");
            }
            actors.tell(teller, DONE);
            return null;
        }
    }

    private static final class Payee extends Account {
        @Override
        public Object receive(Object message) {
            balance += ((Transfer) message).amount;
            return DONE;
        }
    }

    /** Gives an order for each that is done. */
    private final class Teller implements Behaviour {
        private final Chance chance = new Chance(1);
        private CountDownLatch end;
        private int ordered;
        private int done;

        @Override
        public Object receive(Object message) {
            if (message == DONE) {
                done++;
                if (ordered < TRANSFERS) {
                    order();
                } else if (done == TRANSFERS) {
                    end.countDown();
                }
            } else {
                end = (CountDownLatch) message;
                ordered = 0;
                done = 0;
                for (int i = 0; i < UNDER_WAY; i++) {
                    order();
                }
            }
            return null;
        }

        private void order() {
            ordered++;
            Transfer transfer = new Transfer(payees[chance.below(payees.length)], 1 + chance.below(100));
            actors.tell(payers[chance.below(payers.length)], transfer);
        }
    }

    @Override
    void begin() {
        if (!Contenders.mayBlock(contender)) {
            throw new IllegalStateException("an actor of " + contender + " must not block");
        }
        for (int i = 0; i < payers.length; i++) {
            Account payer = new Payer();
            Account payee = new Payee();
            accounts[2 * i] = payer;
            accounts[2 * i + 1] = payee;
            payers[i] = actors.start(payer);
            payees[i] = actors.start(payee);
        }
        teller = actors.start(new Teller());
    }

    @Benchmark
    @OperationsPerInvocation(TRANSFERS)
    public void bank() throws InterruptedException {
        CountDownLatch end = new CountDownLatch(1);
        actors.tell(teller, end);
        await(end);
        long sum = 0;
        long moved = 0;
        for (Account account : accounts) {
            sum += account.balance;
            moved += Math.abs(account.balance);
        }
        check(0, sum);
        if (moved == 0) {
            throw new IllegalStateException("nothing was transferred");
        }
    }
}
