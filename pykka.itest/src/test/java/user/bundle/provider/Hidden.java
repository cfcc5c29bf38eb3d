package user.bundle.provider;

import pykka.api.Actor;

class Hidden extends Actor {
    public int lastResult;

    public int add(int a, int b) {
        lastResult = a + b;
        return lastResult;
    }
}
