// SPDX-License-Identifier: EPL-2.0
package org.nvmx.generator.allocation.tests;

import org.nvmx.acrn.board.BoardReader;
import org.nvmx.model.board.Board;

/** A board that does not exist: two I/O ports and two memory windows, graphics, a root port, a network card behind it, two caches with CAT. */
final class ExampleBoard {

	static final Board BOARD = new BoardReader().read("""
			<acrn-config board="example">
			  <AVAILABLE_IRQ_INFO>3, 4, 6, 10, 11</AVAILABLE_IRQ_INFO>
			  <CPU_PROCESSOR_INFO>0, 1, 2, 3</CPU_PROCESSOR_INFO>
			  <caches>
			    <cache level="2" id="0x1" type="3"><capability id="CAT"><capacity_mask_length>4</capacity_mask_length><clos_number>8</clos_number></capability></cache>
			    <cache level="3" id="0x0" type="3"><capability id="CAT"><capacity_mask_length>12</capacity_mask_length><clos_number>4</clos_number></capability></cache>
			  </caches>
			  <memory>
			    <range start="0x0" end="0x9ffff" size="655360"/>
			    <range start="0x100000" end="0x5ffffff" size="99614720"/>
			    <range start="0x8000000" end="0x7fffffff" size="2013265920"/>
			  </memory>
			  <devices>
			    <bus type="pci" address="0x0" description="Host bridge">
			      <vendor>0x8086</vendor>
			      <resource id="res0" type="memory" min="0x80000000" max="0x803fffff" len="0x400000"/>
			      <resource id="res1" type="memory" min="0x4000000000" max="0x40ffffffff" len="0x100000000"/>
			      <device address="0x20000" description="00:02.0 Graphics">
			        <vendor>0x8086</vendor>
			        <resource type="io_port" min="0x9000" max="0x903f" len="0x40" id="bar4"/>
			        <resource type="memory" min="0x80000000" max="0x800fffff" len="0x100000" id="bar0" width="32" prefetchable="0"/>
			      </device>
			      <device address="0x1c0000" description="00:1c.0 Root port">
			        <vendor>0x8086</vendor>
			        <bus type="pci" address="0x1">
			          <device address="0x0" description="01:00.0 Network card">
			            <vendor>0x8086</vendor>
			            <resource type="memory" min="0x80100000" max="0x80103fff" len="0x4000" id="bar0" width="32" prefetchable="0"/>
			          </device>
			        </bus>
			      </device>
			    </bus>
			  </devices>
			</acrn-config>
			""", "example.xml").board().orElseThrow();

	private ExampleBoard() {
	}
}
