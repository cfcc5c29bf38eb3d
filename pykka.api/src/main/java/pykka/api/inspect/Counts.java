package pykka.api.inspect;

/**
 * How many messages were accepted, and what became of them; requests to stop are not counted. Exact when nothing is under way.
 *
 * @param accepted how many were put into an inbox
 * @param handled how many were given to a handler, however that ended
 * @param deadLettered how many were in an inbox when its actor ended
 * @param withdrawn how many asks were taken back before their actor began with them, because the wait for the answer was refused
 * @param pending how many futures of asks, stops and ends are not completed
 */
public record Counts(long accepted, long handled, long deadLettered, long withdrawn, long pending) {}
