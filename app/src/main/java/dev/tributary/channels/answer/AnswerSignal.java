package dev.tributary.channels.answer;

import dev.tributary.journal.Signal;
import org.springframework.stereotype.Component;

/** Wakes this node's lanes: something may have to be told. Other nodes find it by polling. */
@Component
class AnswerSignal extends Signal {}
