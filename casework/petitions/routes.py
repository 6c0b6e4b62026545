"""Where a petition belongs (29-31): the questions in the order in which the Regulations ask them, each with the step that answers it, the words that
speak for it, and made-up letters that stand in for experience until an office has decided enough of its own."""

from dataclasses import dataclass

from casework.letters.sorting import Letter


@dataclass(frozen=True)
class Route:
    """One answer: the article, the question a person asks of the matter, the step that takes it there and the head that step is given."""

    code: str
    article: str
    zh: str
    en: str
    step: str
    head: str = ""
    letters: tuple[Letter, ...] = ()


def _letters(*texts: str) -> tuple[Letter, ...]:
    return tuple(Letter(*text.split("。", 1)) for text in texts)


ROUTES: tuple[Route, ...] = (
    Route(
        "29", "信访工作条例 29", "提出建议、意见，不为自己求决？", "A suggestion, not a claim of one's own?", "take_suggestion", letters=_letters(
            "关于简化携号转网流程的建议。建议优化携号转网的流程，完善营业厅服务标准，希望有关部门研究采纳。",
            "建议完善老年人通信服务。希望推出适合老年人的资费，改进适老化服务，提出几点意见供参考。",
            "对电信条例修订的意见。建议在条例中增加个人信息保护的规定，完善监管制度。",
            "建议加强农村网络覆盖。建议在山区增设基站，改善农村信号，方便群众。",
            "对骚扰电话治理工作的几点建议。建议建立统一的举报平台，加大技术拦截力度，提高治理水平。",
        )),
    Route(
        "30", "信访工作条例 30", "检举、控告公职人员或者单位违纪违法？", "An accusation of officials or units?", "take_accusation", letters=_letters(
            "举报管理局工作人员收受企业好处。举报某处长以权谋私、收受礼金，为企业通风报信，请纪检监察部门查处。",
            "控告执法人员滥用职权。该工作人员滥用职权、徇私舞弊，索要财物，违反廉洁纪律，请求查处。",
            "检举某单位领导贪污受贿。检举该领导贪污公款、受贿，利用职务便利为亲属谋取利益，违纪违法。",
            "举报干部失职渎职。举报该干部玩忽职守、包庇违法企业，收受贿赂，要求追究党纪政纪责任。",
        )),
    Route(
        "31-1", "信访工作条例 31(1)", "应由法院、检察院、公安，或者复议处理？", "For courts, procuratorate, police or review?",
        "lead_to_procedure", "31-1", _letters(
            "不服法院判决。一审判决不公，二审维持原判，请求再审，法院不予立案。",
            "电信诈骗报案后派出所不立案。我被电信诈骗十万元，向公安机关报案，派出所不予立案，请求刑事侦查。",
            "执行案件拖延。法院判决生效后申请强制执行，执行法官不作为，至今未执行到位。",
            "请求检察院抗诉。不服刑事判决，申请检察院法律监督，请求抗诉。",
        )),
    Route(
        "31-2", "信访工作条例 31(2)", "应当通过仲裁解决？", "For arbitration?", "lead_to_procedure", "31-2", _letters(
            "公司拖欠工资。用人单位拖欠工资、拒缴社保，解除劳动合同不给经济补偿，要求劳动仲裁。",
            "劳动争议请求处理。通信公司违法解除劳动合同，劳动仲裁委员会未受理，要求支付赔偿金和加班费。",
            "工程合同纠纷约定仲裁。施工合同约定由仲裁委员会仲裁，工程款未付，请求仲裁解决。",
        )),
    Route(
        "31-3", "信访工作条例 31(3)", "党员申诉、人事申请复审？", "An appeal of a party member or in personnel?", "lead_to_procedure", "31-3", _letters(
            "不服党纪处分的申诉。本人不服党内警告处分决定，申请党员申诉复查。",
            "对人事处理不服申请复审。对单位作出的开除公职处分、辞退决定不服，申请复审、复核。",
            "请求重新审查处分决定。对留党察看处分不服，请求党组织复议复查。",
        )),
    Route(
        "31-4", "信访工作条例 31(4)", "可以走行政程序（用户申诉、复议、许可、处罚等）？", "An administrative procedure (complaint, review, licence, penalty)?",
        "lead_to_procedure", "31-4", _letters(
            "宽带资费争议。与运营商有资费争议，套餐到期后多扣话费，客服拒绝退费，要求退还费用。",
            "携号转网被拒绝。申请携号转网被营业厅无故拒绝，合约期违约金计算不清，向企业投诉未解决。",
            "未经同意开通增值业务。手机被擅自开通增值业务，每月扣费，要求运营商退费并赔偿。",
            "不服通信管理局行政处罚决定。对行政处罚决定书不服，罚款过重，请求撤销处罚。",
            "增值电信业务许可申请未予批准。申请电信业务经营许可证被驳回，对不予许可决定不服。",
            "宽带断网多日无人维修。宽带故障报修后十天未修复，服务质量差，要求减免费用、赔偿损失。",
        )),
    Route(
        "31-5", "信访工作条例 31(5)", "请求查处违法行为或者履行保护职责？", "To investigate a breach or to protect?", "lead_to_procedure", "31-5", _letters(
            "请求查处违规外呼企业。某公司长期拨打骚扰电话，违反规定，请求依法查处该公司违法行为。",
            "请求查处无证经营电信业务。该公司未取得许可经营宽带接入，请求管理局立案调查、依法处罚。",
            "请求保护个人信息。运营商泄露个人信息，请求监管部门履行职责，责令整改并查处。",
            "网站未备案请求处理。某网站未备案、传播违法信息，要求主管部门依法关闭、履行监管职责。",
        )),
    Route(
        "31-6", "信访工作条例 31(6)", "以上都不是：听取、调查、出具处理意见", "None of these: hear, investigate, give an opinion", "accept", letters=_letters(
            "小区楼顶基站辐射噪音扰民。楼顶新建基站，施工前没有公示，噪音扰民，请求公开检测结果并搬迁。",
            "通信线缆占用通道。通信杆路和线缆乱拉乱挂，占用村道，请求协调迁改、规范整治。",
            "村里没有手机信号。我村长期没有信号，多次反映未解决，请求协调建设基站。",
            "历史遗留的电话初装费问题。多年前缴纳的电话初装费如何处理，请求给予答复解决。",
            "邮电企业改制退休人员待遇。企业改制后退休职工待遇没有落实，请求协调解决。",
        )),
)
OF = {route.code: route for route in ROUTES}
