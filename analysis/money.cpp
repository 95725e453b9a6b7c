// What a replication's staff time costs, and whose it is: computed once, at the end.

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "analysis/pay.hpp"
#include "tiersim/measures.hpp"

namespace tiersim {

namespace {

/// Splits a total in proportion to weights >= 0 (equally when all are 0), so that the parts add up.
std::vector<std::int64_t> split(std::int64_t total, const std::vector<std::int64_t>& weights) {
  std::vector<std::int64_t> parts;
  const std::int64_t sum = std::accumulate(weights.begin(), weights.end(), std::int64_t{0});
  long double so_far = 0;
  std::int64_t given = 0;
  for (const std::int64_t weight : weights) {
    so_far += sum > 0 ? static_cast<long double>(weight) / static_cast<long double>(sum)
                      : 1.0L / static_cast<long double>(weights.size());
    const auto up_to = static_cast<std::int64_t>(
        std::llroundl(static_cast<long double>(total) * std::min(so_far, 1.0L)));
    parts.push_back(up_to - given);
    given = up_to;
  }
  if (!parts.empty()) parts.back() += total - given;
  return parts;
}

double hours(std::int64_t ms) { return in_hours(Duration{ms}); }

std::int64_t sum(const TimeByRate& times) {
  return std::accumulate(times.begin(), times.end(), std::int64_t{0});
}

TimeByRate both(TimeByRate times, const TimeByRate& more) {
  for (std::size_t i = 0; i < times.size(); ++i) times[i] += more[i];
  return times;
}

/// What a group is paid for.
struct Spent {
  std::int64_t paid_ms = 0;  ///< overtime included
  Money labour;
  Money overhead;
};

/// From the start of the measured window up to `until`. Rounded there: the differences of these,
/// which are those of periods, add up to the whole. \param overtime  until then.
Spent spent(const Model& model,
            const ModelGroup& group,
            Instant until,
            const TimeByRate& overtime) {
  const Window window{model.window_from, until};
  const std::int64_t rostered = rostered_ms(model, group, window);
  const double plain =
      group.salary_per_year > 0 ? salaries(group, window) : hours(rostered) * group.rate_per_hour;
  const double regular = plain + premium_pay(model, group, window);
  Spent result;
  result.paid_ms =
      std::llround(static_cast<double>(rostered) * group.charged_share) + sum(overtime);
  result.labour =
      to_money(regular * group.charged_share) + to_money(overtime_pay(model, group, overtime));
  result.overhead.minor = static_cast<std::int64_t>(
      std::nearbyint(static_cast<double>(result.labour.minor) * model.overhead));
  return result;
}

}  // namespace

/// Handling and updates.
std::int64_t Meter::busy_ms(LeafId leaf, PostId post) const {
  return measures_.sums[layout_.work(leaf, post, WorkSum::handling_ms)] +
         measures_.sums[layout_.work(leaf, post, WorkSum::tracking_ms)];
}

/// A group's time and pay, shared over its posts by handling time.
void Meter::share_staff(GroupId id) {
  const ModelGroup& group = model_.groups[id];
  std::vector<std::int64_t> handling;
  for (const PostId post : group.posts) {
    std::int64_t sum = 0;
    for (std::uint32_t leaf = 0; leaf < model_.leaves.size(); ++leaf) {
      sum += busy_ms(LeafId{leaf}, post);
    }
    handling.push_back(sum);
  }
  const std::size_t g = id.index();
  const Spent before = spent(model_, group, window_.from, overtime_before_[g]);
  const Spent after = spent(model_, group, window_.to, both(overtime_before_[g], overtime_[g]));
  // On-duty time of several tiers: handling is known by tier, the rest is shared.
  const std::int64_t handled = std::accumulate(handling.begin(), handling.end(), std::int64_t{0});
  const auto put = [&](StaffSum sum, const std::vector<std::int64_t>& parts) {
    for (std::size_t i = 0; i < parts.size(); ++i) {
      measures_.sums[layout_.staff(group.posts[i], sum)] = parts[i];
    }
  };
  std::vector<std::int64_t> on_duty = split(on_duty_[g] - handled, handling);
  for (std::size_t i = 0; i < on_duty.size(); ++i) on_duty[i] += handling[i];
  put(StaffSum::on_duty_ms, on_duty);
  put(StaffSum::overtime_ms, split(sum(overtime_[g]), handling));
  put(StaffSum::other_work_ms, split(other_work_[g], handling));
  put(StaffSum::paid_ms, split(after.paid_ms - before.paid_ms, handling));
  put(StaffSum::labour, split(after.labour.minor - before.labour.minor, handling));
  put(StaffSum::overhead, split(after.overhead.minor - before.overhead.minor, handling));
}

/// A post's cost, shared over the leaves by handling time.
void Meter::share_work(PostId post) {
  std::vector<std::int64_t> handling;
  for (std::uint32_t leaf = 0; leaf < model_.leaves.size(); ++leaf) {
    handling.push_back(busy_ms(LeafId{leaf}, post));
  }
  const auto share = [&](StaffSum from, WorkSum to) {
    const auto parts = split(measures_.sums[layout_.staff(post, from)], handling);
    for (std::uint32_t leaf = 0; leaf < parts.size(); ++leaf) {
      measures_.sums[layout_.work(LeafId{leaf}, post, to)] = parts[leaf];
    }
  };
  share(StaffSum::labour, WorkSum::labour);
  share(StaffSum::overhead, WorkSum::overhead);
}

/// Adds the columns of one slice to those of its leaf, of its post, and of all.
void Meter::add_to_totals(LeafId leaf, PostId post) {
  std::vector<std::int64_t>& sums = measures_.sums;
  const std::array totals{std::pair{leaf, layout_.all_posts()},
                          std::pair{layout_.all_leaves(), post},
                          std::pair{layout_.all_leaves(), layout_.all_posts()}};
  const auto add = [&sums](std::size_t from, std::size_t to, std::size_t columns) {
    for (std::size_t c = 0; c < columns; ++c) sums[to + c] += sums[from + c];
  };
  for (const auto& [to_leaf, to_post] : totals) {
    add(layout_.ticket(leaf, post, TicketSum{}), layout_.ticket(to_leaf, to_post, TicketSum{}),
        static_cast<std::size_t>(TicketSum::count));
    for (std::uint32_t s = 0; s < model_.slas.size(); ++s) {
      add(layout_.sla(SlaId{s}, leaf, post, SlaSum{}),
          layout_.sla(SlaId{s}, to_leaf, to_post, SlaSum{}),
          static_cast<std::size_t>(SlaSum::count));
    }
  }
}

void Meter::sum_over_posts_and_leaves() {
  for (std::uint32_t leaf = 0; leaf < model_.leaves.size(); ++leaf) {
    for (std::uint32_t post = 0; post < model_.posts.size(); ++post) {
      add_to_totals(LeafId{leaf}, PostId{post});
    }
    add_to_totals(LeafId{leaf}, PostId::none());
  }
}

/// A clock of a ticket that opened in a whole month counts there, unless it is open and not due.
void Meter::note_for_credits(SlaId sla, Instant opened, SlaSum sum) {
  if (sum == SlaSum::open_not_due) return;
  const auto month = std::find_if(months_.begin(), months_.end(),
                                  [&](const Window& one) { return one.contains(opened); });
  if (month == months_.end()) return;
  const auto index = static_cast<std::size_t>(month - months_.begin());
  CreditMonth& counted = credit_months_[sla.index() * months_.size() + index];
  counted.met += sum == SlaSum::met ? 1 : 0;
  ++counted.ended;
}

/// What each month is credited with, by SLA and in all.
void Meter::sum_credits() {
  const std::size_t months = months_.size();
  const std::size_t all = layout_.all_credits();
  measures_.credits.assign(months > 0 ? (all + 1) * months : 0, 0);
  for (std::uint32_t s = 0; s < model_.slas.size(); ++s) {
    const std::optional<ModelCredits>& credits = model_.slas[SlaId{s}].credits;
    for (std::size_t m = 0; credits && m < months; ++m) {
      const CreditMonth& month = credit_months_[s * months + m];
      const std::int64_t credit = credits->of(month.met, month.ended).minor;
      measures_.credits[s * months + m] = credit;
      measures_.credits[all * months + m] += credit;
    }
  }
  for (std::size_t row = 0; row <= all; ++row) {
    if (row < all && !model_.slas[SlaId{row}].credits) continue;
    for (std::size_t m = 0; m < months; ++m) {
      const std::int64_t credit = measures_.credits[row * months + m];
      measures_.sums[layout_.credit(row, CreditSum::money)] += credit;
      measures_.sums[layout_.credit(row, CreditSum::some)] += credit > 0 ? 1 : 0;
      ++measures_.sums[layout_.credit(row, CreditSum::months)];
    }
  }
}

/// The penalties of a leaf's breached clocks.
void Meter::price_breaches(LeafId leaf) {
  for (std::uint32_t s = 0; s < model_.slas.size(); ++s) {
    const auto sum_of = [&](SlaSum sum) {
      return measures_.sums[layout_.sla(SlaId{s}, leaf, layout_.all_posts(), sum)];
    };
    const ModelSla::Terms& terms = model_.slas[SlaId{s}].of(model_.leaves[leaf]);
    const Money once = times(static_cast<double>(sum_of(SlaSum::breached)), terms.penalty);
    const Money by_hour =
        times(static_cast<double>(sum_of(SlaSum::hours_late)), terms.penalty_per_hour);
    measures_.sums[layout_.penalty(leaf, SlaId{s})] = (once + by_hour).minor;
  }
}

Measures Meter::close(const RunOutcome& outcome) {
  sum_over_posts_and_leaves();
  for (std::uint32_t g = 0; g < model_.groups.size(); ++g) share_staff(GroupId{g});
  for (std::uint32_t p = 0; p < model_.posts.size(); ++p) share_work(PostId{p});
  for (std::uint32_t l = 0; l < model_.leaves.size(); ++l) {
    const Leaf& leaf = model_.leaves[LeafId{l}];
    std::int64_t& downtime = measures_.sums[layout_.downtime(LeafId{l})];
    const Money an_hour = model_.downtime_per_hour[leaf.priority.index()];
    downtime = times(static_cast<double>(downtime) / ms_per_hour, an_hour).minor;
    price_breaches(LeafId{l});
  }
  sum_credits();
  measures_.outcome = outcome;
  return std::move(measures_);
}

}  // namespace tiersim
