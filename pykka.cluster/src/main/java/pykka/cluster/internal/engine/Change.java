package pykka.cluster.internal.engine;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jgroups.Address;
import org.jgroups.MergeView;
import org.jgroups.View;
import org.jspecify.annotations.Nullable;

/**
 * Who has left and who has joined between two views of a node.
 *
 * <p>After a partition the sides may disagree on whether there was one: a node that was frozen still has its old view, which no
 * node has left, when it is merged into the view of those that have dropped it. The merged view tells what it was merged from,
 * the same on all nodes. Two nodes have stayed together if each part that has one has the other; otherwise both see the other
 * leave and join.
 */
record Change(Set<Address> left, Set<Address> joined) {
    static Change between(@Nullable View before, View after, Address self) {
        Set<Address> left = new LinkedHashSet<>(before == null ? List.of() : before.getMembers());
        Set<Address> joined = new LinkedHashSet<>(after.getMembers());
        left.remove(self);
        joined.remove(self);
        List<Address> stayed = new ArrayList<>(left);
        stayed.retainAll(joined);
        if (after instanceof MergeView merged) {
            stayed.removeIf(node -> merged.getSubgroups().stream()
                    .anyMatch(part -> part.containsMember(self) != part.containsMember(node)));
        }
        stayed.forEach(left::remove);
        stayed.forEach(joined::remove);
        return new Change(left, joined);
    }
}
