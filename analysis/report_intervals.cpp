// Intervals as a CSV file, and as a week's table.

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <string>
#include <utility>

#include "analysis/csv_field.hpp"
#include "analysis/output_folder.hpp"
#include "analysis/report_format.hpp"
#include "analysis/text_table.hpp"
#include "analysis/time_stamp.hpp"
#include "sim/text.hpp"
#include "tiersim/intervals.hpp"

namespace tiersim {
namespace {

/// Fewer heads than these are nobody, and less work is none.
constexpr double least_shown = 5e-5;

// ---- intervals.csv

constexpr std::string_view intervals_header =
    "start,counted,tier,group,tickets,offered,required,scheduled,on_duty,net,occupancy,queue,"
    "oldest_wait_h\n";

/// Appends a comma and the number with four decimals, those at the end that are 0 left out.
void put(std::string& row, double number) {
  row += ',';
  const auto scaled = std::llround(std::abs(number) * 1e4);
  if (number < 0 && scaled > 0) row += '-';
  row += std::to_string(scaled / 10'000);
  auto rest = scaled % 10'000;
  if (rest == 0) return;
  std::array<char, 5> digits{'.', '0', '0', '0', '0'};
  for (std::size_t i = 4; i > 0; --i, rest /= 10) digits[i] = static_cast<char>('0' + rest % 10);
  std::size_t length = 5;
  while (digits[length - 1] == '0') --length;
  row.append(digits.data(), length);
}

void put(std::string& row, const std::optional<double>& number) {
  if (number) return put(row, *number);
  row += ',';
}

bool is_empty(const IntervalRow& row) {
  return std::max({row.scheduled, row.on_duty, row.required, row.queue, row.tickets}) < least_shown;
}

void put_tier(std::string& rows, const IntervalRow& row) {
  put(rows, row.tickets);
  put(rows, row.offered);
  put(rows, row.required);
  put(rows, row.scheduled);
  put(rows, row.on_duty);
  put(rows, row.net());
  put(rows, row.occupancy);
  put(rows, row.queue);
  put(rows, row.oldest_wait_ms / ms_per_hour);
}

void put_group(std::string& rows, const IntervalRow& row) {
  rows += ",,,";
  put(rows, row.scheduled);
  put(rows, row.on_duty);
  rows += ',';
  put(rows, row.occupancy);
  rows += ",,";
}

/// What the rows of a tier, and those of its groups, begin with.
struct TierNames {
  std::string tier;
  std::vector<std::pair<PostId, std::string>> groups;
};

Table<TierId, TierNames> names_of(const Model& model) {
  Table<TierId, TierNames> result;
  for (const ModelTier& tier : model.tiers) result.add({csv_field(tier.name), {}});
  for (std::uint32_t i = 0; i < model.posts.size(); ++i) {
    const ModelPost& post = model.posts[PostId{i}];
    result[post.tier].groups.emplace_back(PostId{i}, csv_field(model.groups[post.group].name));
  }
  return result;
}

// ---- A week

/// A row of the table: an interval of the day on each weekday; null where it does not occur.
using DayTime = std::array<const WeekInterval*, 7>;

bool has_anything(const WeekInterval& interval) {
  return std::max(interval.required, interval.on_duty) >= 0.05;
}

std::string net_text(const WeekInterval* interval) {
  if (interval == nullptr || !has_anything(*interval)) return ".";
  const double rounded = std::round(interval->net() * 10) / 10;
  return rounded == 0 ? "0.0" : fmt::format("{:+.1f}", rounded);
}

std::vector<std::string> row_of(Duration at, const DayTime& days) {
  std::vector<std::string> row{clock_text(at)};
  const WeekInterval* busiest = nullptr;
  for (const WeekInterval* one : days) {
    row.push_back(net_text(one));
    if (one != nullptr && (busiest == nullptr || one->required > busiest->required)) busiest = one;
  }
  row.push_back(grouped(busiest->required, 1));
  row.push_back(grouped(busiest->on_duty, 1));
  return row;
}

/// "short by at most 2.3 heads, Mon 09:00; head-hours a week: 14 missing, 60 to spare"
std::string summary_of(const std::vector<WeekInterval>& week, Duration length) {
  double missing = 0;
  double spare = 0;
  const WeekInterval* worst = nullptr;
  for (const WeekInterval& one : week) {
    missing += std::max(-one.net(), 0.0);
    spare += std::max(one.net(), 0.0);
    if (worst == nullptr || one.net() < worst->net()) worst = &one;
  }
  const double hours = in_hours(length);
  const std::string shortest =
      worst == nullptr || worst->net() > -0.05
          ? "never short"
          : fmt::format("short by at most {} heads, {} {}", grouped(-worst->net(), 1),
                        weekday_names[worst->weekday], clock_text(worst->at));
  const std::string line = fmt::format("  {}; a week {} h missing, {} h to spare", shortest,
                                       grouped(missing * hours, 1), grouped(spare * hours, 1));
  return wrapped(line, 80, "    ") + '\n';
}

/// May not all who work at the tier take all of its work?
bool is_pooled(const Model& model, TierId tier) {
  const auto posts = std::ranges::count(model.posts, tier, &ModelPost::tier);
  return std::ranges::any_of(model.queues, [&](const ModelQueue& queue) {
    return queue.tier == tier && std::ssize(queue.eligible) < posts;
  });
}

std::string
week_table(const ModelTier& tier, const std::vector<WeekInterval>& week, Duration length) {
  std::map<Duration, DayTime> by_time;
  for (const WeekInterval& one : week) by_time[one.at].at(one.weekday) = &one;
  TextTable table;
  std::vector<std::string> head{shortened(tier.name, 12)};
  head.insert(head.end(), weekday_names.begin(), weekday_names.end());
  head.insert(head.end(), {"required", "on duty"});
  table.add(std::move(head));
  for (const auto& [at, days] : by_time) {
    const bool shown = std::ranges::any_of(
        days, [](const WeekInterval* one) { return one != nullptr && has_anything(*one); });
    if (shown) table.add(row_of(at, days));
  }
  return "\n" + table.text(80) + summary_of(week, length);
}

/// An interval of a tier.
struct TierInterval {
  const IntervalTable& table;
  TierId tier;
  std::size_t interval;
};

/// Rows of a tier and its groups. \param start  what they begin with.
void put_rows(std::string& rows,
              const std::string& start,
              const TierNames& names,
              const TierInterval& at) {
  const IntervalRow& tier = at.table.tier(at.tier, at.interval);
  if (is_empty(tier)) return;
  rows += start;
  rows += names.tier;
  rows += ',';
  put_tier(rows, tier);
  rows += '\n';
  for (const auto& [post, group] : names.groups) {
    const IntervalRow& row = at.table.post(post, at.interval);
    if (is_empty(row)) continue;
    rows += start;
    rows += names.tier;
    rows += ',';
    rows += group;
    put_group(rows, row);
    rows += '\n';
  }
}

}  // namespace

void intervals_csv(const Model& model,
                   const IntervalTable& table,
                   const std::function<void(const std::string&)>& row_block) {
  const Table<TierId, TierNames> names = names_of(model);
  std::string rows{intervals_header};
  for (std::size_t i = 0; i < table.grid().size(); ++i) {
    std::string start;
    put_time_stamp(start, model, table.grid().start(i));
    start += model.is_counted(table.grid().start(i)) ? ",yes," : ",no,";
    for (std::uint32_t t = 0; t < model.tiers.size(); ++t) {
      put_rows(rows, start, names[TierId{t}], {table, TierId{t}, i});
    }
    if (rows.size() < block_bytes) continue;
    row_block(rows);
    rows.clear();
  }
  row_block(rows);
}

std::vector<WeekInterval> week_of(const Model& model, const IntervalTable& table, TierId tier) {
  std::map<std::pair<std::size_t, Duration>, WeekInterval> week;
  for (std::size_t i = 0; i < table.grid().size(); ++i) {
    const Instant start = table.grid().start(i);
    if (!model.is_counted(start)) continue;
    const LocalTime local = model.clock.to_local(start);
    const LocalDay day = std::chrono::floor<std::chrono::days>(local);
    const std::size_t weekday = std::chrono::weekday{day}.iso_encoding() - 1;
    WeekInterval& one = week[{weekday, local - day}];
    const IntervalRow& row = table.tier(tier, i);
    one.weekday = weekday;
    one.at = local - day;
    one.offered += row.offered;
    one.required += row.required;
    one.scheduled += row.scheduled;
    one.on_duty += row.on_duty;
    one.queue += row.queue;
    ++one.counted;
  }
  std::vector<WeekInterval> result;
  for (auto& [key, one] : week) {
    const auto counted = static_cast<double>(one.counted);
    for (double* sum : {&one.offered, &one.required, &one.scheduled, &one.on_duty, &one.queue}) {
      *sum /= counted;
    }
    result.push_back(one);
  }
  return result;
}

std::string week_report(const Model& model, const IntervalTable& table) {
  std::string text = wrapped(
      fmt::format("Staffing by {} min, a mean week: heads on duty less heads required; at the "
                  "right, the day on which most are required. Required keeps occupancy and service "
                  "level, and does other work evenly until it is due.",
                  table.grid().length() / one_minute),
      80, "  ");
  text += '\n';
  for (std::uint32_t t = 0; t < model.tiers.size(); ++t) {
    text +=
        week_table(model.tiers[TierId{t}], week_of(model, table, TierId{t}), table.grid().length());
    if (is_pooled(model, TierId{t})) {
      text += wrapped("  Not all of its heads may take all of its work (skills, clearances, "
                      "customers): the table takes them as one pool, `tiersim validate` does not.",
                      80, "  ") +
              '\n';
    }
  }
  return text;
}

}  // namespace tiersim
