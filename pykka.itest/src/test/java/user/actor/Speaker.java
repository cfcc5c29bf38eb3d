package user.actor;

/** Below an attribute. */
public class Speaker {
    private int volume = 11;

    public String play(String sound) {
        return sound + "!";
    }

    public int getVolume() {
        return volume;
    }

    public void setVolume(int volume) {
        this.volume = volume;
    }
}
