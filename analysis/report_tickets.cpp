#include "analysis/report_tickets.hpp"

#include <fmt/format.h>

#include <iterator>
#include <string>

#include "analysis/csv_field.hpp"
#include "analysis/gzip_writer.hpp"

namespace tiersim {
namespace {

constexpr std::string_view header =
    "replication,ticket,stream,item,type,priority,channel,customer,counted,opened,acknowledged,"
    "resolved,entry_tier,last_tier,group,engagements,tier_moves,group_changes,agent_changes\n";
constexpr std::size_t block_bytes = 1U << 16U;

/// Local time with its offset: 2026-01-05T09:00:12.345+01:00.
void put_time(std::string& row, const Model& model, Instant t) {
  if (t == never) return;
  const LocalTime local = model.clock.to_local(t);
  const LocalDay day = std::chrono::floor<std::chrono::days>(local);
  const std::chrono::year_month_day date{day};
  const auto ms = (local - day).count();
  const auto universal = model.start.time_since_epoch() + t.time_since_epoch();
  const auto offset = (local.time_since_epoch() - universal) / one_minute;
  fmt::format_to(std::back_inserter(row), "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}{}{:02}:{:02}",
                 static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                 static_cast<unsigned>(date.day()), ms / 3'600'000, ms / 60'000 % 60,
                 ms / 1'000 % 60, ms % 1'000, offset < 0 ? '-' : '+', std::abs(offset) / 60,
                 std::abs(offset) % 60);
}

/// The rows of one replication.
class TicketRows : public JobSink {
 public:
  TicketRows(const Model& model,
             std::uint32_t replication,
             std::unique_ptr<OutputFile> scratch,
             OutputFile& file)
      : model_{model},
        replication_{replication},
        scratch_{std::move(scratch)},
        writer_{*scratch_},
        file_{file} {}

  void take(const FactBlock& block) override {
    for (const TicketFact& fact : block.tickets) put_row(fact);
    if (rows_.size() < block_bytes) return;
    writer_.write(rows_);
    rows_.clear();
  }

  void merge() override {
    writer_.write(rows_);
    writer_.finish();
    scratch_->append_to(file_);
    scratch_.reset();
  }

 private:
  void put(std::string_view text) {
    rows_ += ',';
    rows_ += text;
  }
  void put_name(const std::string& name) { put(csv_field(name)); }
  void put_time(Instant t) {
    rows_ += ',';
    tiersim::put_time(rows_, model_, t);
  }
  template <class... Numbers>
  void put_numbers(Numbers... numbers) {
    (fmt::format_to(std::back_inserter(rows_), ",{}", numbers), ...);
  }

  void put_row(const TicketFact& fact) {
    const Leaf& leaf = model_.leaves[fact.leaf];
    fmt::format_to(std::back_inserter(rows_), "{},{}", replication_, fact.ticket);
    put_name(model_.streams[fact.stream].name);
    put_numbers(fact.item);
    put_name(model_.types[leaf.type].name);
    put_name(model_.priorities[leaf.priority.index()]);
    put_name(model_.channels[leaf.channel].name);
    put_name(model_.customers[leaf.customer].name);
    put(model_.is_counted(fact.opened) ? "yes" : "no");
    put_time(fact.opened);
    put_time(fact.acknowledged);
    put_time(fact.resolved);
    put_name(model_.tiers[fact.entry_tier].name);
    put_last_post(fact.last_post);
    put_numbers(fact.engagements, fact.tier_moves, fact.group_changes, fact.agent_changes);
    rows_ += '\n';
  }

  void put_last_post(PostId id) {
    if (!id.exists()) {
      put(no_label);
      put(no_label);
      return;
    }
    put_name(model_.tiers[model_.posts[id].tier].name);
    put_name(model_.groups[model_.posts[id].group].name);
  }

  const Model& model_;
  std::uint32_t replication_;
  std::unique_ptr<OutputFile> scratch_;
  GzipWriter writer_;
  OutputFile& file_;
  std::string rows_;
};

}  // namespace

TicketFile::TicketFile(const Model& model, OutputFolder& folder)
    : model_{model}, folder_{folder}, file_{folder.add(name)} {
  GzipWriter writer{file_};
  writer.write(header);
  writer.finish();
}

std::unique_ptr<JobSink> TicketFile::sink_of(std::uint32_t replication) const {
  return std::make_unique<TicketRows>(
      model_, replication, folder_.scratch(fmt::format("{}.{}", name, replication)), file_);
}

}  // namespace tiersim
