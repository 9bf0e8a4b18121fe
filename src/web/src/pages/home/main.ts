import '../../styles'
import './home.css'
