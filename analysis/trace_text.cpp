// A life as lines of text.

#include <fmt/format.h>

#include <algorithm>

#include "analysis/log_events.hpp"
#include "analysis/queue_cover.hpp"
#include "analysis/report_format.hpp"
#include "analysis/text_table.hpp"
#include "analysis/trace.hpp"
#include "analysis/trace_words.hpp"
#include "sim/text.hpp"

namespace tiersim {
namespace {

/// To the second, but exact where it is shorter than one.
std::string exact_length(Duration length) {
  if (length < one_second) return duration_text(length);
  return duration_text(std::chrono::round<std::chrono::seconds>(length));
}

/// Of a stretch between two moments that are shown to the second: the difference of what is shown.
std::string length_shown(Instant from, Instant to) {
  if (to - from < one_second) return duration_text(to - from);
  return duration_text(std::chrono::floor<std::chrono::seconds>(to) -
                       std::chrono::floor<std::chrono::seconds>(from));
}

LocalDay day_of(const Model& model, Instant t) {
  return std::chrono::floor<std::chrono::days>(model.clock.to_local(t));
}

/// "mon 2026-01-05".
std::string day_text(LocalDay day) {
  const std::chrono::weekday weekday{day};
  return fmt::format("{} {}", weekday_names[weekday.iso_encoding() - 1], date_text(day));
}

/// "09:03:12".
std::string time_of_day(const Model& model, Instant t) {
  const LocalTime local = model.clock.to_local(t);
  const auto seconds = std::chrono::floor<std::chrono::seconds>(
      local - LocalTime{std::chrono::floor<std::chrono::days>(local)});
  const auto count = seconds.count();
  return fmt::format("{:02}:{:02}:{:02}", count / 3600, count / 60 % 60, count % 60);
}

std::string moment_text(const Model& model, Instant t) {
  return day_text(day_of(model, t)) + " " + time_of_day(model, t);
}

/// The lines of one life.
class TraceText {
 public:
  TraceText(const Model& model, std::uint32_t replication, const Life& life)
      : model_{model},
        replication_{replication},
        life_{life},
        clocks_{clocks_of(model, life)},
        cover_{model} {}

  [[nodiscard]] std::string text() const {
    return title() + timeline() + clocks() + "\n" + last_line();
  }

 private:
  [[nodiscard]] std::string title() const {
    const Leaf& leaf = model_.leaves[life_.ticket.leaf];
    std::string labels = model_.types[leaf.type].name;
    // Priorities rise in queues alone.
    const Leaf& first =
        model_.leaves[life_.ticket.raises > 0 ? life_.waits.front().leaf : life_.ticket.leaf];
    for (const std::string& label :
         {model_.priorities[first.priority.index()], model_.channels[leaf.channel].name,
          model_.customers[leaf.customer].name}) {
      if (label != no_label) labels += ", " + label;
    }
    return fmt::format("Ticket {} of replication {}: {}; of stream {}\n", life_.ticket.ticket,
                       replication_, labels, model_.streams[life_.ticket.stream].name);
  }

  [[nodiscard]] std::string timeline() const {
    std::string lines;
    LocalDay day = LocalDay::min();
    for (const LogEvent& event : log_events(model_, life_)) {
      const bool is_step = event.kind == LogKind::step;
      if (is_step && event.step == StepKind::wait && event.from == event.to) continue;
      if (day_of(model_, event.from) != day) {
        day = day_of(model_, event.from);
        lines += fmt::format("\n{}\n", day_text(day));
      }
      lines +=
          fmt::format("  {}  {:<10}  {}\n", time_of_day(model_, event.from),
                      is_stretch(event) ? length_shown(event.from, event.to) : "", sentence(event));
    }
    return lines;
  }

  [[nodiscard]] std::string sentence(const LogEvent& event) const {
    switch (event.kind) {
      case LogKind::open: return "opened";
      case LogKind::step: return step_sentence(event);
      case LogKind::move_up: return fmt::format("moves up to {}", tier_name(event.next));
      case LogKind::give_back: return fmt::format("goes back to {}", tier_name(event.next));
      case LogKind::transfer: return fmt::format("goes to others at {}", tier_name(event.tier));
      case LogKind::raise:
        return fmt::format("its priority rises to {}", model_.priorities[event.priority.index()]);
      case LogKind::met:
      case LogKind::breached:
      case LogKind::withdrawn: return clock_sentence(event);
      case LogKind::resolve: return "resolved";
      case LogKind::reopen: return "comes back";
      case LogKind::merge: return "merged into another ticket";
      case LogKind::cancel: return "cancelled";
      case LogKind::update: return update_sentence(event);
    }
    return "";
  }

  [[nodiscard]] std::string update_sentence(const LogEvent& event) const {
    std::string due;
    if (event.due < event.from) {
      const LocalDay day = day_of(model_, event.due);
      due = ", due ";
      if (day != day_of(model_, event.from)) due += date_text(day) + " ";
      due += time_of_day(model_, event.due);
    }
    return fmt::format("{} of {} gives an update{}", agent(event), tier_name(event.tier), due);
  }
  [[nodiscard]] std::string step_sentence(const LogEvent& step) const {
    const std::string& tier = tier_name(step.tier);
    switch (step.step) {
      case StepKind::wait:
        return fmt::format("waits at {}{}{}", tier, off_shift(cover_.of(step.queue), step),
                           why_waiting_ends(step.cause));
      case StepKind::work:
        return fmt::format("{} works on it at {}{}", agent(step), tier, why_work_ends(step.cause));
      case StepKind::write_up: return fmt::format("{} writes it up at {}", agent(step), tier);
      case StepKind::keep:
        return fmt::format("waits for {}{}{}", agent(step), off_shift(cover_.of(step.agent), step),
                           why_waiting_ends(step.cause));
      case StepKind::pending:
        return fmt::format("pending on {}{}", model_.reasons[step.reason],
                           why_waiting_ends(step.cause));
      case StepKind::resolved: return "stays resolved for that long";
    }
    return "";
  }

  [[nodiscard]] std::string clock_sentence(const LogEvent& event) const {
    const LifeClock& clock = *std::ranges::find(clocks_, event.sla, &LifeClock::sla);
    const std::string& name = model_.slas[event.sla].name;
    const std::string target = exact_length(clock.target);
    if (event.kind == LogKind::breached) return fmt::format("{} breached: {}", name, target);
    return fmt::format("{} {}: {} of {}", name, word_of(clock.end), exact_length(clock.used),
                       target);
  }

  /// " (13h of it off shift)", where any of it is. Who was on duty before the horizon is not known.
  [[nodiscard]] static std::string off_shift(const Cover& cover, const LogEvent& step) {
    std::vector<std::string> parts;
    const Instant from = std::max(step.from, Instant{});
    if (from > step.from) {
      parts.push_back(length_shown(step.from, from) + " of it before the horizon");
    }
    const Duration outside = cover.outside(from, step.to);
    if (outside > Duration{0}) {
      const bool is_all = outside == step.to - step.from;
      parts.push_back((is_all ? "" : exact_length(outside) + " of it ") + "off shift");
    }
    return parts.empty() ? "" : fmt::format(" ({})", fmt::join(parts, ", "));
  }

  [[nodiscard]] std::string clocks() const {
    if (clocks_.empty()) return "";
    TextTable table;
    table.add({"Clock", "target", "used", "due", "stopped", ""});
    for (const LifeClock& clock : clocks_) {
      table.add({model_.slas[clock.sla].name, exact_length(clock.target), exact_length(clock.used),
                 moment_or_nothing(clock.due), moment_or_nothing(clock.stopped),
                 std::string{word_of(clock.end)}});
    }
    return "\n" + table.text();
  }

  [[nodiscard]] std::string moment_or_nothing(Instant t) const {
    return t >= model_.end ? std::string{nothing_text} : moment_text(model_, t);
  }

  [[nodiscard]] std::string last_line() const {
    const TicketFact& ticket = life_.ticket;
    Duration worked{0};
    for (const WorkFact& work : life_.works) {
      if (work.activity != Activity::kept) worked += work.to - work.from;
    }
    const Duration whole = end_of(model_, life_) - ticket.opened;
    const std::string end = ticket.ended == never ? "Still open at the horizon's end"
                                                  : std::string{end_word(ticket.end)} + " " +
                                                        moment_text(model_, ticket.ended);
    std::string line =
        fmt::format("{}, {} after opening: {} of work in {}, {}", end, exact_length(whole),
                    exact_length(worked), counted(ticket.engagements, "engagement"),
                    counted(ticket.tier_moves, "move"));
    if (ticket.holds > 0) {
      line += fmt::format(", pending {} in {}", exact_length(ticket.pending),
                          counted(ticket.holds, "stretch"));
    }
    if (!life_.updates.empty()) line += updates_told();
    if (ticket.reopens > 0) line += fmt::format(", {}", counted(ticket.reopens, "reopening"));
    return wrapped(line + ".", screen_columns, "  ") + "\n";
  }

  [[nodiscard]] std::string updates_told() const {
    Duration took{0};
    for (const UpdateFact& update : life_.updates) took += update.to - update.from;
    const auto number = static_cast<std::uint32_t>(life_.updates.size());
    return fmt::format(", {} of {}", counted(number, "update"), exact_length(took));
  }

  static std::string_view end_word(Cause end) {
    if (end == Cause::merged) return "Merged";
    return end == Cause::cancelled ? "Cancelled" : "Resolved";
  }

  static std::string counted(std::uint32_t count, std::string_view what) {
    const std::string_view plural = what.ends_with("ch") ? "es" : "s";
    return fmt::format("{} {}{}", count, what, count == 1 ? "" : plural);
  }

  [[nodiscard]] const std::string& tier_name(TierId id) const { return model_.tiers[id].name; }
  [[nodiscard]] std::string agent(const LogEvent& step) const {
    return agent_name(model_, step.post, step.agent);
  }

  const Model& model_;
  std::uint32_t replication_;
  const Life& life_;
  std::vector<LifeClock> clocks_;
  RosterCover cover_;
};

}  // namespace

std::string trace_text(const Model& model, std::uint32_t replication, const Life& life) {
  return TraceText{model, replication, life}.text();
}

}  // namespace tiersim
