package user.hidden;

import pykka.api.Actor;

class Hidden extends Actor {
    public String name = "hidden";

    public String greet(String whom) {
        return "Hello " + whom;
    }
}
