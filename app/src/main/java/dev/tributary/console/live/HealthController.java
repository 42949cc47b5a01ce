package dev.tributary.console.live;

import dev.tributary.channels.ChannelHealth;
import dev.tributary.console.Desk;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** How each channel stands, the worst first; each figure leads to the room where something is done about it. */
@Controller
class HealthController {

    private final ChannelHealth health;

    HealthController(ChannelHealth health) {
        this.health = health;
    }

    @GetMapping("/console/m/{merchant}/health")
    String page(Desk desk, Model model) {
        model.addAttribute("standings", health.of(desk.id()));
        model.addAttribute("countedMax", ChannelHealth.COUNTED_MAX);
        model.addAttribute("messagesMax", ChannelHealth.MESSAGES_MAX);
        return "console/health";
    }
}
