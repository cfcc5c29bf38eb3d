package pykka.bench.contender;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;

/** By hand: a thread, platform or virtual, with a queue, and a future where a reply is wanted. */
final class HandThread implements Contender {
    private static final Object STOP = new Object();

    private final MethodHandle startVirtualThread; // null for platform threads
    private final Ends ends = new Ends();

    HandThread(boolean virtual) {
        startVirtualThread = virtual ? startVirtualThread() : null;
    }

    private static MethodHandle startVirtualThread() {
        try {
            return MethodHandles.publicLookup()
                    .findStatic(Thread.class, "startVirtualThread", MethodType.methodType(Thread.class, Runnable.class));
        } catch (NoSuchMethodException | IllegalAccessException e) {
            throw new UnsupportedOperationException("virtual threads need JDK 21", e);
        }
    }

    private static final class Member implements Runnable {
        private final BlockingQueue<Object> inbox = new LinkedBlockingQueue<>();
        private final Behaviour behaviour;
        private final Ends ends;

        Member(Behaviour behaviour, Ends ends) {
            this.behaviour = behaviour;
            this.ends = ends;
        }

        @Override
        public void run() {
            try {
                for (Object message = inbox.take(); message != STOP; message = inbox.take()) {
                    Ask.handle(behaviour, message);
                }
                ends.ended();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e); // no thread interrupts this one
            }
        }
    }

    @Override
    public Object start(Behaviour behaviour) {
        Member member = new Member(behaviour, ends);
        if (startVirtualThread == null) {
            Thread thread = new Thread(member);
            thread.setDaemon(true);
            thread.start();
        } else {
            try {
                startVirtualThread.invoke(member);
            } catch (Throwable e) {
                throw Bound.thrown(e);
            }
        }
        return member;
    }

    @Override
    public void tell(Object actor, Object message) {
        ((Member) actor).inbox.add(message);
    }

    @Override
    public Object askAsync(Object actor, Object message) {
        Ask ask = new Ask(message);
        tell(actor, ask);
        return ask.reply();
    }

    @Override
    public Object await(Object reply) {
        return Contender.get((CompletableFuture<?>) reply);
    }

    @Override
    public void stop(Object actor) {
        ends.asked();
        tell(actor, STOP);
    }

    @Override
    public int awaitEnds() {
        return ends.await();
    }

    @Override
    public void close() {}
}
