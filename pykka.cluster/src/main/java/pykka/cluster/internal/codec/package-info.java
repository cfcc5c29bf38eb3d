/**
 * What the default {@link pykka.cluster.ClusterCodec} writes, and what it refuses to read.
 *
 * <p>A message is written in one of two forms. If all in it are values of the JDK, records and enums, it is written in the form
 * of {@code ValueWriter}: compact, and read without any code of the classes in it but constructors of records, {@code hashCode}
 * and {@code compareTo}. Otherwise it is written by Java serialization.
 *
 * <p>What both forms hold to, because the bytes may be hostile: a class is looked up only if its name is on the list; nothing is
 * allocated that is not paid for by bytes; depth is limited; and the work of hashing is counted before it is done, since a few
 * bytes can describe sets within sets whose hash codes take years.
 */
@NullMarked
package pykka.cluster.internal.codec;

import org.jspecify.annotations.NullMarked;
