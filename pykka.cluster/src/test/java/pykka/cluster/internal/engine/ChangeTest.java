package pykka.cluster.internal.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Set;
import org.jgroups.Address;
import org.jgroups.MergeView;
import org.jgroups.View;
import org.jgroups.util.UUID;
import org.junit.jupiter.api.Test;

class ChangeTest {
    private static final Address A = new UUID(0, 1);
    private static final Address B = new UUID(0, 2);
    private static final Address C = new UUID(0, 3);

    private static View view(long number, Address... members) {
        return View.create(members[0], number, members);
    }

    private static MergeView merged(View... parts) {
        return new MergeView(A, 9, List.of(A, B, C), List.of(parts));
    }

    private static Change change(Set<Address> left, Set<Address> joined) {
        return new Change(left, joined);
    }

    @Test
    void firstViewTellsOfAllOthers() {
        assertEquals(change(Set.of(), Set.of(A, C)), Change.between(null, view(1, A, B, C), B));
    }

    @Test
    void nextViewTellsOfTheDifference() {
        assertEquals(change(Set.of(A), Set.of(C)), Change.between(view(1, A, B), view(2, B, C), B));
    }

    @Test
    void partsOfAPartitionJoin() {
        MergeView all = merged(view(2, A, B), view(2, C));
        assertEquals(change(Set.of(), Set.of(C)), Change.between(view(2, A, B), all, A));
        assertEquals(change(Set.of(), Set.of(A, B)), Change.between(view(2, C), all, C));
    }

    @Test
    void nodeThatHasNotSeenThePartitionIsToldOfIt() {
        MergeView all = merged(view(2, A, B), view(1, C));
        assertEquals(change(Set.of(A, B), Set.of(A, B)), Change.between(view(1, A, B, C), all, C));
        assertEquals(change(Set.of(), Set.of(C)), Change.between(view(2, A, B), all, B));
    }

    @Test
    void bothSidesDecideAlikeIfOnePartHasANodeOfTheOther() {
        MergeView all = merged(view(2, A, B), view(1, A, B, C));
        assertEquals(change(Set.of(A, B), Set.of(A, B)), Change.between(view(1, A, B, C), all, C));
        assertEquals(change(Set.of(C), Set.of(C)), Change.between(view(1, A, B, C), all, A));
    }
}
