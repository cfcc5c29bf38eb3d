package pykka.cluster.internal.codec;

/** Reads arrays of primitives. */
final class Primitives {
    private Primitives() {}

    static Object read(Input in, byte tag) {
        switch (tag) {
            case Tag.BYTES:
                return in.raw(in.count(1));
            case Tag.BOOLEANS:
                boolean[] booleans = new boolean[in.count(1)];
                for (int i = 0; i < booleans.length; i++) {
                    booleans[i] = in.next() != 0;
                }
                return booleans;
            case Tag.SHORTS:
                short[] shorts = new short[in.count(2)];
                for (int i = 0; i < shorts.length; i++) {
                    shorts[i] = (short) in.fixed(2);
                }
                return shorts;
            case Tag.CHARS:
                char[] chars = new char[in.count(2)];
                for (int i = 0; i < chars.length; i++) {
                    chars[i] = (char) in.fixed(2);
                }
                return chars;
            case Tag.INTS:
                int[] ints = new int[in.count(4)];
                for (int i = 0; i < ints.length; i++) {
                    ints[i] = (int) in.fixed(4);
                }
                return ints;
            case Tag.LONGS:
                long[] longs = new long[in.count(8)];
                for (int i = 0; i < longs.length; i++) {
                    longs[i] = in.fixed(8);
                }
                return longs;
            case Tag.FLOATS:
                float[] floats = new float[in.count(4)];
                for (int i = 0; i < floats.length; i++) {
                    floats[i] = Float.intBitsToFloat((int) in.fixed(4));
                }
                return floats;
            case Tag.DOUBLES:
                double[] doubles = new double[in.count(8)];
                for (int i = 0; i < doubles.length; i++) {
                    doubles[i] = Double.longBitsToDouble(in.fixed(8));
                }
                return doubles;
            default:
                throw Input.bad("no value begins with " + tag);
        }
    }
}
