#include "analysis/event_log.hpp"

#include <fmt/format.h>

#include <string>

#include "analysis/gzip_writer.hpp"
#include "analysis/log_format.hpp"
#include "analysis/log_staff.hpp"
#include "analysis/queue_names.hpp"

namespace tiersim {
namespace {

void write_member(OutputFile& file, std::string_view text) {
  GzipWriter writer{file};
  writer.write(text);
  writer.finish();
}

/// What one replication adds to a file: written to a scratch file, and appended when it counts.
class FilePart {
 public:
  FilePart(std::unique_ptr<OutputFile> scratch, OutputFile& file)
      : scratch_{std::move(scratch)}, writer_{*scratch_}, file_{file} {}

  std::string& rows() { return rows_; }
  void write_if_large() {
    if (rows_.size() >= block_bytes) write();
  }
  void append() {
    write();
    writer_.finish();
    scratch_->append_to(file_);
    scratch_.reset();
  }

 private:
  void write() {
    writer_.write(rows_);
    rows_.clear();
  }

  std::unique_ptr<OutputFile> scratch_;
  GzipWriter writer_;
  OutputFile& file_;
  std::string rows_;
};

class ReplicationLog : public JobSink {
 public:
  struct Parts {
    std::unique_ptr<FilePart> csv;
    std::unique_ptr<FilePart> xes;
    std::unique_ptr<FilePart> staff;
  };

  ReplicationLog(const Model& model,
                 const Table<QueueId, std::string>& queues,
                 std::uint32_t replication,
                 Parts parts)
      : model_{model},
        queues_{queues},
        replication_{replication},
        parts_{std::move(parts)},
        lives_{[this](const Life& life) { put(life); }} {}

  void take(const FactBlock& block) override {
    lives_.take(block);
    for (const StaffFact& fact : block.staff) {
      put_log_staff(parts_.staff->rows(), model_, replication_, fact);
    }
    parts_.staff->write_if_large();
  }
  void merge() override {
    parts_.csv->append();
    parts_.xes->append();
    parts_.staff->append();
  }

 private:
  void put(const Life& life) {
    const LogCase one{model_, queues_, replication_, life.ticket, log_events(model_, life)};
    put_log_csv(parts_.csv->rows(), one);
    put_log_xes(parts_.xes->rows(), one);
    parts_.csv->write_if_large();
    parts_.xes->write_if_large();
  }

  const Model& model_;
  const Table<QueueId, std::string>& queues_;
  std::uint32_t replication_;
  Parts parts_;
  LifeGatherer lives_;
};

}  // namespace

EventLog::EventLog(const Scenario& scenario, const Model& model, OutputFolder& folder)
    : model_{model},
      queues_{queue_names(scenario, model)},
      folder_{folder},
      csv_{folder.add(csv_name)},
      xes_{folder.add(xes_name)},
      staff_{folder.add(staff_name)} {
  write_member(csv_, log_csv_header());
  write_member(xes_, log_xes_header());
  write_member(staff_, log_staff_header());
}

std::unique_ptr<JobSink> EventLog::sink_of(std::uint32_t replication) const {
  const auto part = [&](std::string_view name, OutputFile& file) {
    return std::make_unique<FilePart>(folder_.scratch(fmt::format("{}.{}", name, replication)),
                                      file);
  };
  return std::make_unique<ReplicationLog>(
      model_, queues_, replication,
      ReplicationLog::Parts{part(csv_name, csv_), part(xes_name, xes_), part(staff_name, staff_)});
}

void EventLog::finish() { write_member(xes_, log_xes_footer()); }

}  // namespace tiersim
