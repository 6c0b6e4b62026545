"""Duties of the complaints family that no single step performs, each with the reason. Every other TD duty stands in a `fulfils`."""

NOT_BY_A_STEP: dict[str, str] = {
    "TD-016": "季度统计报表是申诉受理机构按季度汇总全部案件后报送的，不是对某一案件的办理步骤；所需分类、办结方式、不予受理情形均已在案件中逐件记录。",
    "TD-021": "对电信服务质量的监督检查和结果公布由电信管理机构依职权另行组织，不由某一用户的申诉启动；申诉案件仅提供线索（移送违法线索）。",
    "TD-026": "工作人员责任以不可更改的台账为据：每一步骤均由系统写入逐条相扣的台账，应用账户无权修改或删除，更正也须留痕，因此不另设步骤。",
    "TD-029": "接收举报的途径和范围由电信主管部门事先向社会公布，是机构的一次性公开义务，不属于个案步骤。",
}
