package pykka.cluster.internal.engine;

import java.io.InputStream;
import java.util.Arrays;
import org.jgroups.Address;
import org.jgroups.BytesMessage;
import org.jgroups.Event;
import org.jgroups.JChannel;
import org.jgroups.Message;
import org.jgroups.Receiver;
import org.jgroups.View;
import org.jgroups.util.NameCache;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An engine on a channel of JGroups. */
final class JGroupsEngine implements Engine, Receiver {
    private static final Logger LOGGER = LoggerFactory.getLogger(JGroupsEngine.class);

    private final JChannel channel;
    private final Nodes nodes;
    /** Set by the first view, before the engine is handed out: a closed channel has forgotten it. */
    private volatile Address self;

    private JGroupsEngine(JChannel channel, EngineOptions options, Listener listener) {
        this.channel = channel;
        nodes = new Nodes(options, listener);
    }

    static JGroupsEngine join(EngineOptions options, Listener listener) {
        JChannel channel = null;
        try {
            channel = channel(options);
            JGroupsEngine engine = new JGroupsEngine(channel, options, listener);
            channel.setReceiver(engine);
            channel.connect(options.cluster());
            return engine;
        } catch (Exception e) { // what it declares
            if (channel != null) {
                channel.close();
            }
            throw new EngineException("cannot join " + options.cluster() + ": " + e.getMessage(), e);
        }
    }

    private static JChannel channel(EngineOptions options) throws Exception {
        if (options.configuration() == null) {
            return new JChannel(Stack.of(options));
        }
        try (InputStream in = options.configuration().openStream()) {
            return new JChannel(in).name(options.nodeName());
        }
    }

    /** For tests, which put faults into its stack. */
    JChannel channel() {
        return channel;
    }

    @Override
    public String self() {
        return Nodes.text(self);
    }

    @Override
    public String name() {
        return name(self);
    }

    @Override
    public void send(String node, byte[] bytes, int offset, int length) {
        Address address = nodes.address(node);
        if (address == null) {
            if (nodes.isClosed()) { // it was written before the nodes were forgotten
                throw new EngineException("closed");
            }
            return;
        }
        try {
            // JGroups keeps the array until the node has confirmed it
            channel.send(new BytesMessage(address, Arrays.copyOfRange(bytes, offset, offset + length)));
        } catch (Exception e) { // what it declares
            throw new EngineException(channel.isConnected() ? "cannot send to " + node + ": " + e : "closed", e);
        }
    }

    @Override
    public void viewAccepted(View view) {
        LOGGER.debug("{}", view);
        self = channel.getAddress();
        nodes.change(view, self, this::name);
    }

    private String name(Address address) {
        String name = NameCache.get(address);
        if (name != null) {
            return name;
        }
        Object physical = channel.down(new Event(Event.GET_PHYSICAL_ADDRESS, address));
        return physical != null ? physical.toString() : Nodes.text(address);
    }

    @Override
    public void receive(Message message) {
        nodes.received(message.getSrc(), message.getArray(), message.getOffset(), message.getLength());
    }

    @Override
    public void close() {
        nodes.close();
        channel.close();
    }
}
