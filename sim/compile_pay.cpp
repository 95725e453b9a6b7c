#include <algorithm>

#include "sim/compile.hpp"

namespace tiersim::compiling {

namespace {

/// A rule begins to hold, or ends.
struct Turn {
  Instant at;
  std::size_t rule = 0;
  int step = 0;
};

class PayMaker {
 public:
  PayMaker(Context& context, const Group& group)
      : scenario_{context.scenario},
        end_{context.model.end},
        shift_{group.shift ? scenario_.shifts.find(*group.shift) : nullptr},
        clock_{context.clock_of(shift_ ? shift_->time_zone : std::nullopt)},
        first_{clock_.day_of(Instant{}) - std::chrono::days{2}},
        last_{clock_.day_of(end_) + std::chrono::days{1}} {}

  ModelPay make(const Named<PayRule>& rules) {
    ModelPay pay;
    for (const auto& entry : rules) {
      pay.factors.push_back(entry.second.factor);
      for (const Interval& span : spans_of(entry.second)) add(span, pay.factors.size() - 1);
    }
    std::ranges::sort(turns_, {}, &Turn::at);
    std::vector<int> holds(pay.factors.size(), 0);
    for (std::size_t i = 0; i < turns_.size(); ++i) {
      holds[turns_[i].rule] += turns_[i].step;
      const bool is_last = i + 1 == turns_.size();
      if (is_last || turns_[i].at == turns_[i + 1].at) continue;
      const std::size_t rate = highest(pay.factors, holds);
      if (rate > 0) append(pay.stretches, turns_[i].at, turns_[i + 1].at, rate);
    }
    return pay;
  }

 private:
  [[nodiscard]] std::vector<Interval> spans_of(const PayRule& rule) const {
    if (rule.weekly) return expand(*rule.weekly, {}, clock_, first_, last_);
    std::vector<Interval> days;
    for (const LocalDay day : scenario_.calendars.find(*rule.holidays)->holidays) {
      if (day < first_ || day > last_) continue;
      days.push_back({clock_.to_instant(LocalTime{day}),
                      clock_.to_instant(LocalTime{day + std::chrono::days{1}}), day});
    }
    return days;
  }

  void add(const Interval& span, std::size_t rule) {
    const Instant from = std::max(span.from, Instant{});
    const Instant to = std::min(span.to, end_);
    if (from >= to) return;
    turns_.push_back({from, rule, 1});
    turns_.push_back({to, rule, -1});
  }

  /// Of the rules that hold, the one with the highest factor; 0 where none does.
  static std::size_t highest(const std::vector<double>& factors, const std::vector<int>& holds) {
    std::size_t best = 0;
    for (std::size_t rule = 1; rule < factors.size(); ++rule) {
      if (holds[rule] > 0 && (best == 0 || factors[rule] > factors[best])) best = rule;
    }
    return best;
  }

  static void
  append(std::vector<ModelPay::Stretch>& to, Instant from, Instant until, std::size_t rate) {
    const auto number = static_cast<std::uint32_t>(rate);
    if (!to.empty() && to.back().to == from && to.back().rate == number) {
      to.back().to = until;
    } else {
      to.push_back({from, until, number});
    }
  }

  const Scenario& scenario_;
  Instant end_;
  const Shift* shift_;
  const LocalClock& clock_;
  LocalDay first_;
  LocalDay last_;
  std::vector<Turn> turns_;
};

}  // namespace

ModelPay compile_pay(Context& context, const Group& group) {
  if (group.pay.empty()) return {};
  return PayMaker{context, group}.make(group.pay);
}

}  // namespace tiersim::compiling
