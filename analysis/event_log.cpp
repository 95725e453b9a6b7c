#include "analysis/event_log.hpp"

#include <fmt/format.h>

#include <string>

#include "analysis/gzip_writer.hpp"
#include "analysis/log_format.hpp"

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
  ReplicationLog(const Model& model,
                 std::uint32_t replication,
                 std::unique_ptr<FilePart> csv,
                 std::unique_ptr<FilePart> xes)
      : model_{model},
        replication_{replication},
        csv_{std::move(csv)},
        xes_{std::move(xes)},
        lives_{[this](const Life& life) { put(life); }} {}

  void take(const FactBlock& block) override { lives_.take(block); }
  void merge() override {
    csv_->append();
    xes_->append();
  }

 private:
  void put(const Life& life) {
    const LogCase one{model_, replication_, life.ticket, log_events(model_, life)};
    put_log_csv(csv_->rows(), one);
    put_log_xes(xes_->rows(), one);
    csv_->write_if_large();
    xes_->write_if_large();
  }

  const Model& model_;
  std::uint32_t replication_;
  std::unique_ptr<FilePart> csv_;
  std::unique_ptr<FilePart> xes_;
  LifeGatherer lives_;
};

}  // namespace

EventLog::EventLog(const Model& model, OutputFolder& folder)
    : model_{model}, folder_{folder}, csv_{folder.add(csv_name)}, xes_{folder.add(xes_name)} {
  write_member(csv_, log_csv_header());
  write_member(xes_, log_xes_header());
}

std::unique_ptr<JobSink> EventLog::sink_of(std::uint32_t replication) const {
  const auto part = [&](std::string_view name, OutputFile& file) {
    return std::make_unique<FilePart>(folder_.scratch(fmt::format("{}.{}", name, replication)),
                                      file);
  };
  return std::make_unique<ReplicationLog>(model_, replication, part(csv_name, csv_),
                                          part(xes_name, xes_));
}

void EventLog::finish() { write_member(xes_, log_xes_footer()); }

}  // namespace tiersim
