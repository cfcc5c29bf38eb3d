package pykka.api.internal.deadlock;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pykka.api.inspect.Deadlock;
import pykka.api.internal.promise.BlockingWait;
import pykka.api.internal.promise.Completer;
import pykka.api.internal.util.SafeText;

/**
 * An edge of the wait-for graph: one completer cannot go on before another one does, because of a wait or else of a lock. Two
 * edges are equal if completers, wait and lock are the same: neither actors nor waits override equals.
 */
record WaitEdge(Completer from, Completer to, @Nullable BlockingWait waits, @Nullable HeldLock lock) {
    /**
     * Written by hand: before JDK 21, the generated methods of a record stay in a cache of the JVM and keep the library's class
     * loader reachable.
     */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof WaitEdge edge && from.equals(edge.from) && to.equals(edge.to) && waits == edge.waits
                && (lock == null ? edge.lock == null : edge.lock != null && lock.thread() == edge.lock.thread()
                        && lock.holder() == edge.lock.holder() && lock.name().equals(edge.lock.name()));
    }

    @Override
    public int hashCode() {
        return from.hashCode();
    }

    private Deadlock.Member member(boolean stack) {
        Thread thread = waits != null ? waits.thread : lock.thread();
        return new FoundDeadlock.Member(SafeText.of(from), Optional.ofNullable(from.urn()), from.describe(), SafeText.of(to),
                waits == null ? Optional.empty() : Optional.of(waits.time()),
                waits == null ? Optional.of(SafeText.clean(lock.name())) : Optional.empty(),
                SafeText.clean(thread.getName()), thread.getId(), stack ? List.of(thread.getStackTrace()) : List.of());
    }

    /**
     * Describes a deadlock.
     *
     * @param stacks how many members of the cycle get a stack trace: taking one costs more than all the rest
     */
    static Deadlock deadlock(List<WaitEdge> cycle, List<WaitEdge> tails, int moreTails, int stacks) {
        return new FoundDeadlock(members(cycle, stacks), members(tails, tails.size()), moreTails);
    }

    /** No stream: its frames would be in the stack trace of the member that reports. */
    private static List<Deadlock.Member> members(List<WaitEdge> edges, int stacks) {
        List<Deadlock.Member> members = new ArrayList<>();
        for (WaitEdge edge : edges) {
            members.add(edge.member(members.size() < stacks));
        }
        return Collections.unmodifiableList(members);
    }
}
