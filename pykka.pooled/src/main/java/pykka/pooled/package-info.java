/**
 * The runtime {@code pooled}: actors share few threads, as many as there are cores. For very many actors, and for very many
 * messages. An idle actor costs nothing but its own small state.
 *
 * <p><b>Queues.</b> An actor that becomes runnable is queued once: in the queue of the thread whose actor woke it
 * ({@code LocalRunQueue}, 256 places), or in the shared one ({@code SubmissionQueue}, any number) if it was woken from outside or the
 * local one is full. A thread takes from both by turns, so each moves on, and runs what it took for one turn: 256 messages at most.
 * Only its owner gets on with a local queue. So whatever keeps the owner from it moves the rest to the shared queue: the owner
 * itself before it waits for another actor; the other threads, every 256 turns and whenever they begin to run, if they find what they
 * found before; the monitor ({@code ProgressMonitor}), if it finds that after half a millisecond. An actor is moved so once at most,
 * because nothing moves from the shared queue to a local one. The monitor also asks a turn to end that takes longer than a
 * millisecond while others are queued.
 *
 * <p><b>Bound.</b> With N threads that run at a time and k runnable actors, an actor begins its turn after at most 256(N + 3) turns of
 * all threads in a local queue, and then 2(k + N) in the shared one.
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
 * Two numbers are kept of them. <i>Running</i> counts the RUNNING ones. It is changed after a thread begins to run and after it ends
 * that, so that it may lag, but a sender that pushes an actor and then reads zero calls an IDLE thread, and a thread that has become
 * IDLE reads the queue after it was counted out: one of the two sees the other. Who pushes and reads more than zero relies on threads
 * that will take from the shared queue. <i>Available</i> counts those neither WAITING nor BLOCKED. It is kept under the lock, as are all
 * births and deaths: a thread that would wait and is the only available one makes another one first, or is refused
 * ({@link pykka.api.ActorStarvationException}); the only available one does not end while there are actors. So there is always a
 * thread to be called, unless handlers block all of them outside of the library. The monitor, which looks as long as anything is
 * queued, then has more threads made; where there can be no more, it says so ({@code StallWarning}).
 *
 * <p>A model of these states, {@code PoolModel} among the tests, is searched whole in the build: in no order of all steps is an
 * actor left queued. {@code LivenessTest} counts turns, and compares them with the bound.
 *
 * <p>A thread alone runs all actors as long as it keeps up, because waking another one costs more than hundreds of messages: more are
 * called by the monitor when an actor has waited for half a millisecond, and at once while turns are long.
 */
@NullMarked
@Version("1.0.0")
package pykka.pooled;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
