package pykka.cluster.internal.engine;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.jgroups.Address;
import org.jgroups.PhysicalAddress;
import org.jgroups.conf.ClassConfigurator;
import org.jgroups.protocols.TCPPING;
import org.jgroups.stack.IpAddress;
import org.jgroups.util.Responses;

/** Asks the nodes that the options name, and those that it has heard of. Names are looked up each time: they may come later. */
final class Discovery extends TCPPING {
    private final List<InetSocketAddress> hosts;

    Discovery(List<InetSocketAddress> hosts) {
        this.hosts = hosts;
        id = ClassConfigurator.getProtocolId(TCPPING.class);
        initial_hosts_set_programmatically = true;
        initial_hosts = List.of();
        asyncDiscovery(true); // a lookup and a connection take time
        returnEntireCache(true); // the node that is asked may not be the first one, which has to be asked next
    }

    @Override
    public void init() throws Exception {
        super.init();
        sends_can_block = true; // which it takes to be so for JGroups' own transport alone
    }

    /** Else the port 0 would be refused; but once there is a view, for nodes are told of each other if this is false. */
    @Override
    public boolean isDynamic() {
        return view == null;
    }

    @Override
    public void findMembers(List<Address> members, boolean initial, Responses responses) {
        List<PhysicalAddress> found = new ArrayList<>();
        for (InetSocketAddress host : hosts) {
            try {
                for (InetAddress address : host.isUnresolved()
                        ? InetAddress.getAllByName(host.getHostString()) : new InetAddress[] {host.getAddress()}) {
                    found.add(new IpAddress(address, host.getPort()));
                }
            } catch (UnknownHostException e) {
                log.debug("%s: no address of %s", local_addr, host);
            }
        }
        initial_hosts = found;
        super.findMembers(members, initial, responses);
    }
}
