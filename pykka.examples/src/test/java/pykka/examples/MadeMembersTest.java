package pykka.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.description.modifier.SyntheticState;
import net.bytebuddy.description.modifier.Visibility;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.implementation.FixedValue;
import net.bytebuddy.implementation.StubMethod;
import org.junit.jupiter.api.Test;
import pykka.api.Actor;
import pykka.api.ActorMemberException;
import pykka.api.ActorProxy;
import pykka.api.ActorRef;

/** Members that a compiler made for its own use, as that of Groovy does in every class. */
class MadeMembersTest {
    public static class Plain extends Actor {
        public String own() {
            return "own";
        }
    }

    private static final String GROOVY = "groovy.lang.GroovyObject";

    /** What groovyc makes of a class of actors, as far as it matters. */
    private static ActorRef<?> groovyActor() throws Exception {
        ByteBuddy maker = new ByteBuddy();
        DynamicType.Unloaded<?> groovyObject = maker.makeInterface().name(GROOVY)
                .defineMethod("getMetaClass", Object.class, Visibility.PUBLIC).withoutCode()
                .defineMethod("setMetaClass", void.class, Visibility.PUBLIC).withParameters(Object.class).withoutCode()
                .defineMethod("invokeMethod", Object.class, Visibility.PUBLIC).withParameters(String.class, Object.class)
                .withoutCode()
                .make();
        Class<?> type = maker.subclass(Plain.class).implement(groovyObject.getTypeDescription())
                .defineMethod("getMetaClass", Object.class, Visibility.PUBLIC).intercept(FixedValue.value("meta"))
                .defineMethod("setMetaClass", void.class, Visibility.PUBLIC).withParameters(Object.class)
                .intercept(StubMethod.INSTANCE)
                .defineMethod("invokeMethod", Object.class, Visibility.PUBLIC).withParameters(String.class, Object.class)
                .intercept(StubMethod.INSTANCE)
                .defineMethod("super$2$onStart", void.class, Visibility.PUBLIC, SyntheticState.SYNTHETIC)
                .intercept(StubMethod.INSTANCE)
                .defineMethod("getMade", String.class, Visibility.PUBLIC, SyntheticState.SYNTHETIC)
                .intercept(FixedValue.value("made"))
                .defineField("$staticInfo", Object.class, Visibility.PUBLIC, SyntheticState.SYNTHETIC)
                .defineMethod("written", String.class, Visibility.PUBLIC).intercept(FixedValue.value("written"))
                .make().include(groovyObject).load(Plain.class.getClassLoader()).getLoaded();
        return Actor.start(() -> type.asSubclass(Actor.class).getConstructor().newInstance());
    }

    @Test
    void membersThatNobodyWroteAreNone() throws Exception {
        ActorRef<?> ref = groovyActor();
        ActorProxy proxy = ref.proxy();
        assertEquals(List.of("own", "written"), proxy.attributes());
        assertEquals("written", proxy.call("written").get());
        assertThrows(ActorMemberException.class, () -> proxy.call("super$2$onStart"));
        assertThrows(ActorMemberException.class, () -> proxy.get("metaClass"));
        ref.stop();
    }
}
