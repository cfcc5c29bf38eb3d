package pykka.bench.shape;

import pykka.bench.contender.Behaviour;

/** Counts what it is told, and starts again when it is asked. */
final class Counter implements Behaviour {
    static final Object ONE = new Object();
    static final Object READ = new Object();

    private int count;

    @Override
    public Object receive(Object message) {
        if (message == READ) {
            Integer counted = count;
            count = 0;
            return counted;
        }
        count++;
        return null;
    }
}
