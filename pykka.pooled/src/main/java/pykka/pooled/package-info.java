/**
 * The runtime {@code pooled}, the default: actors share few threads, by default as many as there are cores. An idle actor costs
 * nothing but its own small state.
 *
 * <p><b>Queues.</b> An actor that becomes runnable is queued once: in the queue of the thread whose actor woke it
 * ({@code LocalRunQueue}, 256 places), or in the shared one ({@code SubmissionQueue}, unbounded) if it was woken from outside or
 * the local one is full. A thread takes from both alternately, so that both make progress, and runs each actor for one turn: 256
 * messages at most. Only the owning thread runs actors from a local queue. If the owner does not get to them, they are moved to
 * the shared queue: by the owner itself before it waits for another actor; by the other threads, every 256 turns and whenever
 * they begin to run, if an actor was there at the last check; by the monitor ({@code ProgressMonitor}), if an actor is still
 * there after half a millisecond. An actor is moved at most once, because nothing moves from the shared queue to a local one. The
 * monitor also asks a turn to end that takes longer than a millisecond while actors are queued.
 *
 * <p><b>Bound.</b> With N threads that run at a time and k runnable actors, an actor begins its turn after at most 256(N + 3)
 * turns of all threads in a local queue, and then 2(k + N) in the shared one.
 *
 * <p><b>Threads</b> ({@code Worker}) have five states:
 * <pre>{@code
 *             a sender, the monitor          leave           comeBack
 *      IDLE ------------------------> RUNNING ------> WAITING --------> RUNNING
 *       |   <------------------------    |
 *       |     nothing queued, or         | the monitor         its turn is over, or it waits
 *       |     more RUNNING than N        +----------> BLOCKED ---------------------> RUNNING
 *       v after a second
 *      GONE
 * }</pre>
 * Two counts are kept. <i>Running</i> counts the RUNNING threads. It changes after a thread begins and after it stops to run, so
 * it may lag. But a sender that pushes an actor and then reads zero wakes an IDLE thread, and a thread that has become IDLE reads
 * the queue after it was counted out: one of the two sees the other. A sender that pushes and reads more than zero relies on
 * running threads, which will take from the shared queue. <i>Available</i> counts the threads that are neither WAITING nor
 * BLOCKED. It changes under the lock, under which threads also are created and end. If the only available thread would wait, it
 * creates another one first, or the wait is refused ({@link pykka.api.ActorStarvationException}); and it does not end while there
 * are actors. So there is always a thread that can be woken, unless handlers block all of them outside of the library. The
 * monitor, which checks as long as anything is queued, then has more threads created; if there can be no more, it logs that
 * ({@code StallWarning}). When an actor has ended, the threads that ran before are replaced, each between two turns: a new thread
 * takes over the worker with its state, its queue and its place, so that none of these steps knows of it.
 *
 * <p><b>Waits.</b> From JDK 24 on, an actor whose handler has waited runs its next turns on a virtual thread of its own
 * ({@code WaitingActor}), outside of these queues, counts and bounds, until it waits no more. The JDK's scheduler is not fair,
 * and its carriers can be held. So a watch ({@code WaitingActors}) looks whether each such actor that has something to do gets on. If
 * not, the pool takes the actor back, or the JDK gets one more carrier if the actor is in a handler, which cannot move.
 *
 * <p>{@code PoolModel}, among the tests, is a model of these states. The build searches it exhaustively: in no interleaving of
 * the steps is an actor left queued. {@code LivenessTest} counts turns and compares them with the bound.
 *
 * <p>One thread alone runs all actors as long as it keeps up, because waking another one costs more than hundreds of messages.
 * Others are woken by the monitor when an actor has waited for half a millisecond, and by senders at once while turns are long.
 */
@NullMarked
@Version("1.0.0")
package pykka.pooled;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
