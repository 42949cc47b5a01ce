package dev.tributary.channels.answer;

import dev.tributary.channels.telling.TellingSignal;
import org.springframework.stereotype.Component;

/** Wakes this node's lanes: something may have to be told. */
@Component
class AnswerSignal extends TellingSignal {}
