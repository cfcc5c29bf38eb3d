package pykka.cluster.internal.engine;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jgroups.protocols.DISCARD;
import org.jgroups.stack.ProtocolStack;

/** Cuts its engines off from all others. */
public final class Walls {
    private final List<DISCARD> walls = new CopyOnWriteArrayList<>();

    public Engine join(EngineOptions options, Engine.Listener listener) {
        JGroupsEngine engine = JGroupsEngine.join(options, listener);
        add(engine);
        return engine;
    }

    void add(JGroupsEngine engine) {
        DISCARD wall = new DISCARD();
        try {
            engine.channel().getProtocolStack().insertProtocol(wall, ProtocolStack.Position.ABOVE, Transport.class);
        } catch (Exception e) { // what it declares
            throw new IllegalStateException(e);
        }
        walls.add(wall);
    }

    public void cut(boolean cut) {
        walls.forEach(wall -> wall.discardAll(cut));
    }
}
