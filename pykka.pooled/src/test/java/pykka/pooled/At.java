package pykka.pooled;

/** Where a process of the {@link PoolModel} is: the step that it does next, named after the code. */
enum At {
    /** There is no such thread. */
    NOWHERE,

    // Worker.next
    NEXT, UNBLOCKED, IS_CROWDED, STRANDED, STRANDED_PUSH, TAKE, TAKE_OTHER,
    // Worker.turn, and what handlers do
    TURN, OUTSIDE, QUEUE, KEEPS_UP, PUT, LATE_PUT, KEPT_UP, KEPT_PUSH,
    // Worker.handOver
    HAND_OVER, HAND_OVER_PUSH,
    // Threads.leave, Pool.left, Threads.comeBack
    LEAVE, LEAVE_UNBLOCKED, SPARE, LEFT, LEFT_STOPPED, LEFT_LOOK, WAIT, CAME_BACK,
    // Worker.becomeIdle
    REST, BECOME_IDLE, STOPPED, LOOK_AGAIN, MAY_RUN_AGAIN, CLAIM_SELF, CLAIMED_SELF,
    // Worker.rest, Threads.dismiss
    LINGER, PARK_A_WHILE, STAY, PARK,
    DISMISS, DISMISS_GONE, DISMISS_COUNT, DISMISS_LOOK, DISMISS_STATE, DISMISS_STARTED, DISMISS_END,

    // Pool.arrive, Pool.call, ProgressMonitor.notice
    PUSH, ANY_RUNNING, CALL, CLAIM, CLAIMED, UNPARK,
    NOTICE, NOTICE_RESTING, NOTICE_UNPARK, NOTICE_EAGER, NOTICE_NONE, NOTICE_MAKE, NOTICE_REFUSED,
    // Threads.create
    CREATE, CREATE_START, CREATE_COUNT,

    // a sender outside of the pool: Threads.begun, Threads.first, Pool.close
    SEND, START, FIRST, ANY_THREADS, REVIVE, ABANDON, ROUSE,

    // ProgressMonitor.run, look, help
    BEGIN, WATCH, MOVE_PUSH, HELP, BLOCK, BLOCK_STOPPED, MAY_RUN, SPAWN,
    // ProgressMonitor.rest
    REST_MODE, REST_ANY, REST_FOUND, REST_PARK, REST_END
}
