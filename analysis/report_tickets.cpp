#include "analysis/report_tickets.hpp"

#include <fmt/format.h>

#include <iterator>
#include <string>

#include "analysis/csv_field.hpp"
#include "analysis/gzip_writer.hpp"
#include "analysis/life_steps.hpp"
#include "analysis/time_stamp.hpp"

namespace tiersim {
namespace {

constexpr std::string_view tickets_header =
    "replication,ticket,stream,item,type,priority,channel,customer,counted,opened,acknowledged,"
    "resolved,entry_tier,last_tier,group,engagements,tier_moves,group_changes,agent_changes,"
    "end\n";

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
    if (t != never) put_time_stamp(rows_, model_, t);
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
    put(fact.end == Cause::horizon_end ? "open" : word_of(fact.end));
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
  writer.write(tickets_header);
  writer.finish();
}

std::unique_ptr<JobSink> TicketFile::sink_of(std::uint32_t replication) const {
  return std::make_unique<TicketRows>(
      model_, replication, folder_.scratch(fmt::format("{}.{}", name, replication)), file_);
}

}  // namespace tiersim
