package pykka.examples

import java.io.IOException
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.extension.ExtendWith
import pykka.api.Actor
import pykka.api.ActorOptions
import pykka.api.ActorRef
import pykka.testkit.StopActors

/** What a user of Kotlin writes: no type arguments where an actor is started. */
@ExtendWith(StopActors::class)
class KotlinTest {
    class Greeter : Actor() {
        override fun onReceive(message: Any?): Any? = "Hello, $message!"

        fun shout(name: String): String = name.uppercase()
    }

    @Test
    fun aLambdaStartsAnActor() {
        val ref: ActorRef<Greeter> = Actor.start { Greeter() }
        assertEquals("Hello, Kotlin!", ref.ask("Kotlin"))
        assertEquals("KOTLIN", ref.call { it.shout("Kotlin") }.get())
        ref.stop()
    }

    @Test
    fun aConstructorStartsAnActorWithOptions() {
        val ref = Actor.start(::Greeter, ActorOptions.defaults().daemon(true))
        assertEquals("Hello, options!", ref.ask("options"))
        ref.stop()
    }

    @Test
    fun aCheckedExceptionReachesTheStarterAsItIs() {
        val failure = IOException("no such file")
        assertEquals(failure, assertThrows(IOException::class.java) { Actor.start<Greeter> { throw failure } })
    }
}
