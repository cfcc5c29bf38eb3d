package pykka.cluster.internal.wire;

import java.util.List;

/**
 * What a codec has written, and the actors that it has met. The actors stand apart so that both sides count them alike, even if
 * the rest cannot be read. The array is not copied.
 */
@SuppressWarnings("ArrayRecordComponent")
public record Payload(byte[] bytes, List<RefToken> refs) {}
