package pykka.api.internal.actor;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import pykka.api.internal.mailbox.StopMark;
import pykka.api.internal.util.Log;

/** Ends the actors of groups. */
public final class GroupEnd {
    private GroupEnd() {}

    /**
     * Closes groups and ends their actors, the last started first, within one deadline. Actors that are left then are cut off
     * and interrupted. The actor that calls this is requested to stop and not waited for.
     */
    public static void end(Collection<Group> groups, Duration limit) {
        groups.forEach(Group::close);
        List<LocalActorRef<?>> refs = lastFirst(groups);
        if (refs.isEmpty()) {
            return;
        }
        ActorCell self = ActorCell.current();
        StopSequence.within(refs, limit, self, groups.iterator().next().isOfBundle() ? StopMark.BUNDLE : StopMark.GROUP)
                .forEach(GroupEnd::cutOff);
    }

    /** Returns the actors of groups, the last started first. */
    public static List<LocalActorRef<?>> lastFirst(Collection<Group> groups) {
        return Registry.lastFirst(groups.stream().flatMap(Group::members).distinct().map(Registry::ours));
    }

    private static void cutOff(LocalActorRef<?> ref) {
        ActorCell cell = ref.cell();
        if (cell != null) {
            Registry.unregister(ref);
            Group.leaveAll(cell.groups(), cell.ref());
            try {
                Preemption.cutOff(cell);
            } catch (Throwable e) { // thrown by its runtime; the others are cut off all the same
                Log.unhandled(ref, e);
            }
        }
    }
}
