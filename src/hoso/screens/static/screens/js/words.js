// The few sentences that scripts say by themselves. Everything else comes from the page.
const english = document.documentElement.lang === "en";
export const say = (vi, en) => (english ? en : vi);

export const accordionWords = {
  hideAllSections: say("Đóng tất cả", "Hide all sections"), showAllSections: say("Mở tất cả", "Show all sections"),
  hideSection: say("Đóng", "Hide"), showSection: say("Mở", "Show"),
  hideSectionAriaLabel: say("Đóng mục này", "Hide this section"), showSectionAriaLabel: say("Mở mục này", "Show this section"),
};

export const passwordWords = {
  showPassword: say("Hiện", "Show"), hidePassword: say("Ẩn", "Hide"),
  showPasswordAriaLabel: say("Hiện mật khẩu", "Show password"), hidePasswordAriaLabel: say("Ẩn mật khẩu", "Hide password"),
  passwordShownAnnouncement: say("Mật khẩu đang hiện", "Your password is visible"),
  passwordHiddenAnnouncement: say("Mật khẩu đã ẩn", "Your password is hidden"),
};

export const fileWords = {
  chooseFilesButton: say("Chọn tệp", "Choose file"), dropInstruction: say("hoặc kéo thả vào đây", "or drop it here"),
  noFileChosen: say("Chưa chọn tệp", "No file chosen"),
  multipleFilesChosen: say({ one: "Đã chọn %{count} tệp", other: "Đã chọn %{count} tệp" }, { one: "%{count} file chosen", other: "%{count} files chosen" }),
  enteredDropZone: say("Thả tệp vào đây", "Drop the file here"), leftDropZone: say("Đã rời vùng thả tệp", "Left the drop zone"),
};

const counted = (vi, one, other) => say({ one: vi, other: vi }, { one, other });
export const countWords = {
  charactersUnderLimit: counted("Còn %{count} ký tự", "You have %{count} character remaining", "You have %{count} characters remaining"),
  charactersAtLimit: say("Đã hết số ký tự cho phép", "You have 0 characters remaining"),
  charactersOverLimit: counted("Thừa %{count} ký tự", "You have %{count} character too many", "You have %{count} characters too many"),
};
