package pykka.tck.proxy;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import pykka.api.Actor;
import pykka.api.ActorDeadException;
import pykka.api.ActorMemberException;
import pykka.api.ActorRef;
import pykka.api.Future;
import pykka.tck.proxy.TypedProxyContract.Calculator;
import pykka.tck.proxy.TypedProxyContract.CalculatorProxy;
import pykka.tck.proxy.TypedProxyContract.MemoryProxy;
import pykka.tck.support.Conformance;
import pykka.tck.support.Contract;

/** Proxy interfaces whose types say less than those of the actor, and proxies of actors that end. */
@Contract
class TypedFaultContract extends Conformance {
    TypedFaultContract(String runtime) {
        super(runtime);
    }

    private final ActorRef<Calculator> ref = start(Calculator::new);
    private final CalculatorProxy proxy = ref.proxy(CalculatorProxy.class);

    interface Crud<T, K> {
        Future<T> find(K key);

        Future<Void> save(T item);
    }

    interface Texts<U> extends Crud<U, Integer> {
        Future<List<U>> all();
    }

    interface UserProxy extends Texts<String> {
        @Override
        Future<Void> save(String item);
    }

    public static class Users extends Repository<String> {}

    public static class Repository<T> extends Actor {
        private final List<T> items = new ArrayList<>();

        public T find(int key) {
            return items.get(key);
        }

        public void save(T item) {
            items.add(item);
        }

        public List<T> getAll() {
            return List.copyOf(items);
        }
    }

    @Test
    void typeVariablesOfSuperInterfacesAreResolved() {
        UserProxy users = start(Users::new).proxy(UserProxy.class);
        Crud<String, Integer> crud = users;
        users.save("a").get(LONG);
        crud.save("b").get(LONG);
        assertEquals("b", users.find(1).get(LONG));
        assertEquals(List.of("a", "b"), users.all().get(LONG));
    }

    /** The interface takes null, the actor cannot: no NullPointerException of a handle may stand for that, nor end the actor. */
    @Test
    void faultE2NullForAPrimitiveIsRefusedAtTheCaller() {
        ActorMemberException e = assertThrows(ActorMemberException.class, () -> proxy.wide(null));
        assertTrue(e.getMessage().contains("null") && e.getMessage().contains("long"), e::getMessage);
        assertThrows(ActorMemberException.class, () -> proxy.lastResult(null));
        proxy.wide(5);
        assertEquals(5L, proxy.total().get(LONG));
        assertTrue(ref.isAlive());
    }

    @Test
    @SuppressWarnings({"unchecked", "rawtypes"})
    void faultE2ValueOfAWrongTypeBehindATypeVariableIsRefusedAtTheCaller() {
        Crud crud = start(Named::new).proxy(NamedProxy.class);
        assertThrows(ActorMemberException.class, () -> crud.save(4711));
        assertThrows(ActorMemberException.class, () -> crud.find("1"));
        assertEquals("fine", crud.find(1).get(LONG));
    }

    public static class Named extends Actor {
        public void save(String item) {}

        public String find(int key) {
            return "fine";
        }
    }

    /** One method with a bridge, which takes anything, and one without. */
    interface NamedProxy extends Crud<String, Integer> {
        @Override
        Future<Void> save(String item);
    }

    interface Stopping {
        void stop();

        void log(String line);

        MemoryProxy memory();

        Future<Integer> lastResult();
    }

    @Test
    void stopDeclaredAsVoidIsARequestThatNeverFails() {
        for (int i = 0; i < scaled(200); i++) {
            Stopping stopping = start(Calculator::new).proxy(Stopping.class);
            assertDoesNotThrow(stopping::stop);
            awaitEnd(Actor.refOfProxy(stopping));
            assertDoesNotThrow(stopping::stop);
        }
    }

    @Test
    void faultE16TypedProxyOfADeadActor() {
        Stopping typed = ref.proxy(Stopping.class);
        MemoryProxy memory = typed.memory();
        ref.stop();
        assertThrows(ActorDeadException.class, () -> ref.proxy(Stopping.class));
        assertThrows(ActorDeadException.class, () -> typed.log("x"));
        assertThrows(ActorDeadException.class, typed::memory);
        assertThrows(ActorDeadException.class, () -> typed.lastResult().get(LONG));
        assertThrows(ActorDeadException.class, () -> memory.stored().get(LONG));
        assertTrue(memory.recall().isCompletedExceptionally());
    }
}
