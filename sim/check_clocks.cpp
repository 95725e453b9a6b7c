// Cross-checks of what starts, stops, resets and cancels SLA clocks.

#include <algorithm>

#include "sim/checker.hpp"

namespace tiersim {
namespace {

/// The events of one SLA clock.
class ClockCheck {
 public:
  ClockCheck(Checker& checker, std::string path, const Sla& sla)
      : checker_{checker}, path_{std::move(path)}, sla_{sla} {}

  void run() {
    expect_tier("start.enters", sla_.start.tier);
    expect_tier("stop.leaves", sla_.stop.tier);
    expect_tiers("reset", sla_.reset);
    expect_tiers("cancel", sla_.cancel);
    check_start_and_stop();
    check_cancel();
    if (sla_.service_credits) check_credits(*sla_.service_credits);
  }

 private:
  void expect_tier(std::string_view key, const std::string& tier) {
    if (!tier.empty()) checker_.expect_tier(fmt::format("{}.{}", path_, key), tier);
  }

  template <class E>
  void expect_tiers(std::string_view key, const std::vector<ClockEvent<E>>& events) {
    for (std::size_t i = 0; i < events.size(); ++i) {
      expect_tier(fmt::format("{}.{}.enters", key, i), events[i].tier);
    }
  }

  void check_start_and_stop() {
    if (sla_.start.what == SlaStart::acknowledged && sla_.stop.what == SlaStop::acknowledged) {
      return checker_.fail(path_ + ".stop", "the clock stops when it starts",
                           "both are the start of the first work",
                           "write `start: opened`, or `stop: resolved`");
    }
    if (sla_.start.what != SlaStart::enters || sla_.stop.what != SlaStop::leaves) return;
    const auto start = std::ranges::find(checker_.tier_names(), sla_.start.tier);
    const auto stop = std::ranges::find(checker_.tier_names(), sla_.stop.tier);
    if (start <= stop || start == checker_.tier_names().end()) return;
    checker_.fail(path_ + ".stop.leaves",
                  fmt::format("{} comes before {}", sla_.stop.tier, sla_.start.tier),
                  "a ticket has left it when the clock starts",
                  fmt::format("write `stop: {{leaves: {}}}`", sla_.start.tier));
  }

  void check_cancel() {
    for (std::size_t i = 0; i < sla_.cancel.size(); ++i) {
      const ClockEvent<SlaCancel>& cancel = sla_.cancel[i];
      if (cancel.what != SlaCancel::enters || sla_.start.what != SlaStart::enters) continue;
      if (cancel.tier != sla_.start.tier) continue;
      checker_.fail(fmt::format("{}.cancel.{}.enters", path_, i),
                    fmt::format("entering {} starts the clock", cancel.tier),
                    "it cannot withdraw it, too", "leave it out");
    }
  }

  void check_credits(const ServiceCredits& credits) {
    const std::string path = path_ + ".service_credits";
    if (credits.bands.empty() && !checker_.has_failed(path + ".bands")) {
      checker_.fail(path + ".bands", "there are no bands", "no month would have a credit",
                    "write for example `[{below: 95%, credit: 5%}, {below: 90%, credit: 10%}]`");
    }
    for (std::size_t i = 1; i < credits.bands.size(); ++i) {
      const CreditBand& above = credits.bands[i - 1];
      const CreditBand& band = credits.bands[i];
      if (band.below < above.below && band.credit > above.credit) continue;
      checker_.fail(fmt::format("{}.bands.{}", path, i),
                    fmt::format("the band below {} does not follow on that below {}",
                                percent_text(band.below), percent_text(above.below)),
                    "each is of a lower share on time, with a higher credit");
    }
  }

  Checker& checker_;
  std::string path_;
  const Sla& sla_;
};

}  // namespace

void check_clocks(Checker& checker) {
  for (const auto& [name, sla] : checker.scenario().sla) {
    ClockCheck{checker, "sla." + name, sla}.run();
  }
}

}  // namespace tiersim
