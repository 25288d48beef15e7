// SPDX-License-Identifier: EPL-2.0
package org.nvmx.target.monitor;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Makes reports of the pieces of text that come over the link. A report with a lost or damaged row is dropped: its row count is wrong. */
final class ReportReader implements Consumer<String> {

	/** No frame is longer; what is, is noise. */
	private static final int LONGEST_LINE = 512;

	private final Consumer<Report> listener;
	private final StringBuilder line = new StringBuilder();
	private final List<String> rows = new ArrayList<>();
	private int tag = -1;
	private String verb = "";

	/** @param listener gets each whole report */
	ReportReader(Consumer<Report> listener) {
		this.listener = listener;
	}

	@Override
	public synchronized void accept(String piece) {
		for (int i = 0; i < piece.length(); i++) {
			char c = piece.charAt(i);
			if (c == '\n') {
				Frame.payloadOf(line.toString()).ifPresent(this::take);
				line.setLength(0);
			} else if (line.length() < LONGEST_LINE) {
				line.append(c);
			}
		}
	}

	private void take(String payload) {
		String[] words = payload.split(" ", 3);
		if (words.length < 3 || !words[0].matches("\\d{1,5}")) {
			return;
		}
		int of = Integer.parseInt(words[0]);
		if (words[1].equals("begin")) {
			tag = of;
			verb = words[2];
			rows.clear();
		} else if (of == tag) {
			add(words[1], words[2]);
		}
	}

	private void add(String kind, String rest) {
		if (kind.equals("error")) {
			end(rest);
		} else if (!kind.equals("end")) {
			rows.add(kind + " " + rest);
		} else if (rest.equals(Integer.toString(rows.size()))) {
			end("");
		} else {
			tag = -1;
		}
	}

	private void end(String error) {
		Report report = new Report(tag, verb, List.copyOf(rows), error);
		tag = -1;
		listener.accept(report);
	}
}
